"""Campaigns of questions to colleagues: merges in any order, and files that were changed (benchmarks/README.md).

``python -m benchmarks.asking [MERGES [FLIPS]]``. It has no floor: it counts tries, and ends with 1 if one is wrong.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time

CAMPAIGNS = (
    ("merges", "S11DESK_MERGES", "tests/asking/test_merge.py", 4_000),
    ("changed files", "S11DESK_FLIPS", "tests/asking/test_hostile_asking_files.py", 5_000),
)


def main() -> int:
    failed = 0
    for (name, variable, tests, usual), wanted in zip(CAMPAIGNS, [*sys.argv[1:], "", ""], strict=False):
        tries, began = int(wanted or usual), time.monotonic()
        environment = {**os.environ, variable: str(tries)}
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:randomly", "--timeout=0", tests]
        code = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode
        took = time.monotonic() - began
        failed += code != 0
        sys.stdout.write(f"{name}: {tries} tries of each kind, {'wrong' if code else 'none wrong'}, {took:.0f} s\n")
        sys.stdout.write(json.dumps({"campaign": name, "tries": tries, "failed": code != 0}) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
