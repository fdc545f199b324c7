"""One random byte of a real drafts file, or of its log, is changed, thousands of times.

There is no floor but nought: the home opens with the same content, or says what is damaged. The first silent
difference ends the run with its place.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks._measuring import Figure, print_all
from tests.store.test_random_damage import FILES, change_bytes, fill_home

CHANGES = 3_000


def main() -> None:
    """Print how often each file opened as before, or said what is damaged."""
    tried = 0
    with tempfile.TemporaryDirectory() as name:
        filled = fill_home(Path(name) / "home")
        for folder, file in FILES:
            copies = Path(name) / f"{folder} {file}"
            copies.mkdir()
            outcomes = change_bytes(filled, copies, folder, file, CHANGES)
            print(f"{folder}/{file}: {dict(outcomes)}")
            tried += outcomes.total()
    print_all([Figure("changed bytes that nobody was told of", 0, f"of {tried}", 0)])


if __name__ == "__main__":
    main()
