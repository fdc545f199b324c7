"""Every write, flush, rename, create, link and truncate of each operation fails in turn, in every way.

No room, no room from then on, an I/O error, no rights, half a write. There is no floor but nought: everything is as
before the operation or as after it, the error has a sentence, and the next try succeeds.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks._measuring import Figure, print_all
from tests.power.test_failing_disk import fail


def main() -> None:
    """Print how many calls each operation makes, how many failures were tried, and every fault."""
    with tempfile.TemporaryDirectory() as name:
        outcomes = fail(Path(name) / "disk", 1)
    for outcome in outcomes:
        print(f"{outcome.operation:20}{outcome.calls:5} calls, {outcome.tried:5} failures, {outcome.refused:5} refused")
        print(*outcome.wrong, sep="\n")
    wrong, tried = sum(len(outcome.wrong) for outcome in outcomes), sum(outcome.tried for outcome in outcomes)
    print_all([Figure("failing calls after which something is half done or lost", wrong, f"of {tried}", 0)])


if __name__ == "__main__":
    main()
