"""The long run of the power-cut test: every flush of a day's work, cut many times with another part of the rest kept.

There is no floor but nought: nothing that was acknowledged may be lost, and no half file may have its final name.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks._measuring import Figure, print_all
from tests.power.test_power_cut import losses, record

TRIES = 30
SEEDS = (1, 2, 3)


def main() -> None:
    cut_count = lost = 0
    with tempfile.TemporaryDirectory() as name:
        for seed in SEEDS:
            folder = Path(name) / f"{seed}"
            folder.mkdir()
            found = losses(record(folder), folder, seed, TRIES)
            cut_count += sum(found.values())
            lost += sum(found.values()) - found["nothing"]
            print(f"seed {seed}: {dict(found)}")
    print_all([Figure("power cuts after which something acknowledged is lost", lost, f"of {cut_count}", 0)])


if __name__ == "__main__":
    main()
