"""The long run of the kill test: a process that answers, attaches, exports, backs up, restores and migrates is killed.

There is no floor but nought: each acknowledged save and file is there and whole, no row without its file, no file under
a final name that does not verify. ``python -m benchmarks.crash KILLS`` kills so many; 1,000 by default.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks._measuring import Figure, print_all
from tests.kills.test_kills import kill

KILLS = 1_000


def main() -> None:
    """Print how many kills there were, in which steps, and every fault."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    with tempfile.TemporaryDirectory() as name:
        findings = kill(Path(name) / "kills", kills, seed=11)
    print(f"kills {findings.kills}, steps acknowledged {findings.acknowledged}, returns {findings.returns}")
    print("killed during: " + ", ".join(f"{kind} {count}" for kind, count in sorted(findings.kinds.items())))
    print(*findings.wrong, sep="\n")
    print_all([Figure("kills: acknowledged work lost or changed", len(findings.wrong), f"of {findings.kills}", 0)])


if __name__ == "__main__":
    main()
