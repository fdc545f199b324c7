"""The small lists in the home can be damaged in any way: the program goes on without them, and without a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.app.audits.answers_file import decode_answers_file
from s11desk.app.audits.question_maps import keep_map, map_between
from s11desk.app.home.known_desks import known_desks, note_receiving
from s11desk.app.home.known_returns import KnownReturn, keep_known_return, opened_returns
from s11desk.app.home.leftovers import find_leftovers
from s11desk.app.home.notices import new_notices
from s11desk.app.home.own_drafts import own_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.second_choice import read_second_place
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.moved_home import take_home_back
from s11desk.app.pack_review import review_pack
from s11desk.app.receiving.returns.typed_requests import TypedRequest, keep_typed_request, typed_request
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.domain.topics.question_map import MappedPair, QuestionMap
from s11desk.errors import UserError
from tests.samples import NOON, small_topic

Use = Callable[[Workspace], object]
DEEP = b"[" * 100_000
DAMAGES = {
    "nothing": b"",
    "nested": DEEP,
    "nested in a key nobody reads": b'{"format":1,"zzz":' + DEEP,
    "another encoding": '{"format":1,"maps":[]}'.encode("utf-16"),
    "no text": b"\xff\xfe\x00\xd8",
    "a lone half of a character": b'["\xed\xa0\x80"]',
    "another type": b"7",
    "a huge number": b'{"format":' + b"9" * 5_000 + b"}",
    "cut short": b'{"format":1,"maps":[{"before":"a"',
    "a newer format": b'{"format":2,"maps":[]}',
}
LISTS: dict[str, Use] = {
    "question-maps.json": lambda one: map_between(one.home, "a", "b"),
    "desks.json": lambda one: known_desks(one.home),
    "opened-returns.json": lambda one: opened_returns(one.home),
    "typed-requests.json": lambda one: typed_request(one.home, "0"),
    "notices.json": new_notices,
    "own-drafts.json": lambda one: own_drafts(one.home),
    "second-place.json": lambda one: read_second_place(one.home),
    "moved.json": take_home_back,
    "partnerships.json": lambda one: review_pack(one.home, small_topic(), ()),
    "written-folders.json": lambda one: find_leftovers(one.home),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_damaged_list_stops_nothing(workspace: Workspace, name: str) -> None:
    for content in DAMAGES.values():
        (workspace.home.folder / name).write_bytes(content)
        LISTS[name](workspace)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_answers_are_refused_with_an_error_that_people_can_read(damage: str) -> None:
    content = DAMAGES[damage]
    with pytest.raises(UserError):
        decode_answers_file(content, "answers.json")


RETURN = KnownReturn("/a/return.zip", "0" * 64, "QAZA-J5P8-1", 1, "code", NOON, words="Please add the date.")
MAP = QuestionMap("a", "b", (MappedPair("q", "Words?", "r", "Words?"),))
TYPED = TypedRequest("a", (ReviewReason("Please say more", "q"),))
WRITES: dict[str, tuple[Callable[[Home], object], Callable[[Home], object]]] = {
    "question-maps": (lambda home: keep_map(home, MAP), lambda home: map_between(home, "a", "b").pairs),
    "opened-returns": (lambda home: keep_known_return(home, RETURN), opened_returns),
    "typed-requests": (lambda home: keep_typed_request(home, TYPED), lambda home: typed_request(home, "a")),
    "desks": (lambda home: note_receiving(home), lambda home: known_desks(home).receives),
}


@pytest.mark.parametrize("name", WRITES)
def test_each_list_that_cannot_be_read_is_kept_beside_the_new_one(tmp_path: Path, name: str) -> None:
    """A newer program may have written it, and a person may use both."""
    home, (write, read) = Home(tmp_path), WRITES[name]
    for content in (b"first", b'{"format":99,"files":[],"new":1}'):
        (tmp_path / f"{name}.json").write_bytes(content)
        write(home)
        write(home)
    kept = {one.read_bytes() for one in tmp_path.glob(f"{name}-unread*.json")}
    assert kept == {b"first", b'{"format":99,"files":[],"new":1}'}
    assert read(home)
