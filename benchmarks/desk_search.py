"""Search in the words of many returns, which are written into a register directly.

Run it by hand: ``python -m benchmarks.desk_search [RETURNS]``; 100,000 take some minutes to write.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks._measuring import Figure, print_all, seconds
from s11desk.app.home.paths import Home
from s11desk.app.receiving.agencies.agency_register import take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.returns.desk_search import DeskSearch, search_desk
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.domain.receiving.counted_returns import CountableReturn, FileState
from s11desk.domain.receiving.desk_values import ReceivedReturn, TopicAnswered
from s11desk.domain.receiving.expected_agencies import ExpectedAgency, agency_key
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.register.received_rows import KeptTogether, NewReturn, keep_return

RETURNS, AGENCIES, QUESTIONS, WORDS = 100_000, 300, 12, 25
_AT = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
_TOPIC = TopicAnswered("sample", 1, "0" * 64, "Sample", "2026")
_RETURN = Path(__file__).parents[1] / "tests" / "golden" / "returns" / "format-1" / "one-signature.zip"
"""Its answers and questions are those of every return: what was found is looked up in them."""
_VOCABULARY = 20_000
_TOGETHER = 1_000
_LIST = [ExpectedAgency(f"Club {at}", other_names=(f"Agency {at}",)) for at in range(AGENCIES)]
"""The officer's list has the name in the return only as another name."""

SEARCHES = (
    ("a word of every return", DeskSearch("children")),
    ("two letters with which many words begin", DeskSearch("w7")),
    ("two words", DeskSearch("children w77")),
    ("a word of one return", DeskSearch("lighthouse")),
    ("words that no text has together", DeskSearch("lighthouse w7")),
    ("every return of one agency", DeskSearch("children", agency="Agency 7")),
    ("every return of one agency, by its name on the list", DeskSearch("children", agency="Club 7")),
    ("one question", DeskSearch("children", question="q3")),
    ("an agency that is not there", DeskSearch("children", agency="Nobody")),
    ("a question that is not there", DeskSearch("children", question="none")),
    ("a single letter", DeskSearch("w")),
    ("only what counts", DeskSearch("children", counted_only=True)),
)


def fill(desk: ReceivingDesk, returns: int) -> None:
    """Write the rows of ``returns`` returns, each with its own words for every question."""
    chance = random.Random(0)  # noqa: S311 - the same words in every run
    vocabulary = [f"w{number:x}" for number in range(_VOCABULARY)]
    with zipfile.ZipFile(_RETURN) as parts:
        data, topic = parts.read("audit.json"), parts.read("topic.json")
    for start in range(0, returns, _TOGETHER):
        with desk.register.changing() as connection:
            kept = KeptTogether()
            for number in range(start, min(start + _TOGETHER, returns)):
                texts = [" ".join(chance.choices(vocabulary, k=WORDS)) for _ in range(QUESTIONS)]
                texts[3] += " children"
                texts[5] += " lighthouse" if number == returns // 2 else ""
                keep_return(connection, _row(number, texts, data, topic), kept, is_new=True)
            kept.words.write(connection)


def _row(number: int, texts: list[str], data: bytes, topic: bytes) -> NewReturn:
    sha256, audit_id, agency = hashlib.sha256(b"%d" % number).hexdigest(), f"{number:08}", f"Agency {number % AGENCIES}"
    facts = CountableReturn(audit_id, 1, f"{audit_id}-1", _AT, sha256, sha256, 1, (), agency_key(agency), ())
    received = ReceivedReturn(
        facts, agency, _TOPIC, "Zoe", "", FileState.COUNTED, "", PagesCompared.SAME, _AT, row="[]" * 400
    )
    words = tuple((f"q{at}", text) for at, text in enumerate(texts))
    return NewReturn(received, data, lambda: topic, words)


def search(folder: Path, returns: int) -> Iterator[Figure]:
    """Fill a register and search it in several ways; the second time of each, as a person who types on."""
    create_desk(folder / "desk", officer := Officer(Home(folder / "home"), sentence), "Benchmark")
    with ReceivingDesk(folder / "desk", officer) as desk:
        print(f"written in {seconds(lambda: fill(desk, returns)):.0f} s")
        take_in_agencies(desk, _LIST)
    for name, wanted in SEARCHES:
        with ReceivingDesk(folder / "desk", officer) as desk:
            hits = len(search_desk(desk, wanted))
            took = min(seconds(partial(search_desk, desk, wanted)) for _ in range(3))
        print(f"{name}: {hits} hits")
        yield Figure(f"desk: search in {returns} returns, {name}", round(took * 1000, 1), "ms", 300)


def main(returns: int = RETURNS) -> None:
    """Run it and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        print_all(search(Path(name), returns))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
