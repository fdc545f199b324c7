"""Chains of returns that arrive in any order: a register has the same returns that count, whatever came first.

Run it by hand: ``python -m benchmarks.desk_chains [CHAINS [SHUFFLES]]``. The rules alone are tried in the suite.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import sys
import tempfile
from pathlib import Path

from benchmarks._measuring import Figure, print_all
from s11desk.app.home.paths import Home
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.receiving.counted_returns import CountableReturn, EarlierNumber, FileState
from s11desk.domain.receiving.desk_values import ReceivedReturn, TopicAnswered
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.register.received_rows import KeptTogether, NewReturn, keep_return

CHAINS, SHUFFLES = 1_000, 20
_AT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
_TOPIC = TopicAnswered("sample", 1, "0" * 64, "Sample", "2026")
_TOGETHER = 64


def chain(number: int, chance: random.Random) -> tuple[NewReturn, ...]:
    """One to four returns of an audit; some are copies with more signatures, or two of one number."""
    made: list[NewReturn] = []
    for which in range(1, chance.randint(1, 4) + 1):
        content = hashlib.sha256(b"%d-%d" % (number, which)).hexdigest()
        for copy in range(chance.choice((1, 1, 1, 2))):
            other = chance.random() < 0.3
            made.append(_return(number, which, copy, hashlib.sha256(b"other").hexdigest() if other else content))
    return tuple(made)


def _return(number: int, which: int, copy: int, content: str) -> NewReturn:
    audit_id, agency = f"a{number:05}", f"Agency {number}"
    sha256 = hashlib.sha256(f"{audit_id} {which} {copy}".encode()).hexdigest()
    earlier = tuple(EarlierNumber(one, f"{audit_id}-{one}") for one in range(1, which))
    made = _AT + dt.timedelta(days=which)
    facts = CountableReturn(
        audit_id, which, f"{audit_id}-{which}", made, content, sha256, 1 + copy, earlier, agency.casefold(), ()
    )
    received = ReceivedReturn(facts, agency, _TOPIC, "Zoe", "", FileState.COUNTED, "", PagesCompared.SAME, made)
    return NewReturn(received, b"{}", lambda: b"{}", ())


def counted(folder: Path, officer: Officer, returns: list[NewReturn]) -> frozenset[str]:
    """Record ``returns`` in this order at a new desk. Gives the SHA-256 of those that count."""
    create_desk(folder, officer, "Benchmark")
    with ReceivingDesk(folder, officer) as desk:
        for start in range(0, len(returns), _TOGETHER):
            with desk.register.changing() as connection:
                kept = KeptTogether()
                for one in returns[start : start + _TOGETHER]:
                    keep_return(connection, one, kept, is_new=True)
                kept.words.write(connection)
        return frozenset(one.sha256 for one in list_returns(desk) if one.counts)


def main(chains: int = CHAINS, shuffles: int = SHUFFLES) -> None:
    """Run it and print the figures."""
    chance = random.Random(0)  # noqa: S311 - the same chains and orders in every run
    returns = [one for number in range(chains) for one in chain(number, chance)]
    with tempfile.TemporaryDirectory() as name:
        officer, seen = Officer(Home(Path(name) / "home"), sentence), set()
        for shuffle in range(shuffles):
            chance.shuffle(returns)
            seen.add(counted(Path(name) / f"desk-{shuffle}", officer, returns))
    print(f"{chains} chains, {len(returns)} returns, {shuffles} orders; {len(next(iter(seen)))} count")
    print_all([Figure("desk: different sets of returns that count", len(seen), "", 1)])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
