"""Answers brought forward: how many land under another question, or change without being said.

Every built-in topic and every form of the tests is compared with hundreds of made-up next years: words changed, ids
dealt out again, questions gone, options renamed. Then each is compared with every other one. No fault may be found.
"""

from __future__ import annotations

import sys

from benchmarks._measuring import Figure, print_all
from tests.topics.test_forward_pairs import carried, faults, reworded_faults, topics

YEARS = 200
QUICK_YEARS = 20


def main() -> None:
    """Print the figures."""
    years = QUICK_YEARS if "--quick" in sys.argv else YEARS
    wrong = [fault for topic in topics() for fault in reworded_faults(topic, range(years))]
    pairs = [(one, other) for one in topics() for other in topics() if one is not other]
    wrong += [fault for one, other in pairs for fault in faults(one, other, carried(one, other))]
    for fault in wrong[:20]:
        print(fault)
    print(f"{len(topics())} topics, {years} next years of each, {len(pairs)} pairs")
    print_all([Figure("answers under another question, or changed without a word", len(wrong), "faults", 0)])


if __name__ == "__main__":
    main()
