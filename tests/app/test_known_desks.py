"""The receiving desks of this computer: the last one first, none if the list is damaged in any way."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.home.known_desks import (
    FORMAT,
    DeskList,
    KnownDesk,
    choose_watched,
    forget_desk,
    known_desks,
    note_officer,
    note_receiving,
    remember_desk,
)
from s11desk.app.home.paths import Home

NONE = DeskList(FORMAT)


def names(home: Home) -> list[str]:
    return [one.partnership for one in known_desks(home).desks]


def test_the_desk_that_was_opened_last_comes_first(home: Home, tmp_path: Path) -> None:
    assert known_desks(home) == NONE
    for name in ("a", "b", "a"):
        remember_desk(home, tmp_path / name, name.upper())
    assert names(home) == ["A", "B"]
    forget_desk(home, tmp_path / "a")
    assert names(home) == ["B"]
    assert known_desks(home).is_receiver


def test_a_person_who_receives_audits_is_remembered_without_a_desk(home: Home) -> None:
    assert not known_desks(home).is_receiver
    note_receiving(home)
    assert known_desks(home).is_receiver


def test_the_watched_folder_stays_when_the_desk_is_opened_again(home: Home, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    remember_desk(home, desk, "Wirral SCP")
    choose_watched(home, desk, tmp_path / "post", is_on=True)
    remember_desk(home, desk, "Wirral Safeguarding Children Partnership")
    expected = KnownDesk(str(desk), "Wirral Safeguarding Children Partnership", str(tmp_path / "post"), is_watched=True)
    assert known_desks(home).find(desk) == expected


def test_the_name_of_the_officer_stays_whatever_happens_to_the_list(home: Home, tmp_path: Path) -> None:
    note_officer(home, " Jane\tSmith \u202e")
    desk = tmp_path / "desk"
    remember_desk(home, desk, "Wirral SCP")
    choose_watched(home, desk, tmp_path / "post", is_on=True)
    note_receiving(home)
    forget_desk(home, desk)
    assert known_desks(home) == DeskList(FORMAT, receives=True, officer="Jane Smith")


@pytest.mark.parametrize(
    "content",
    [
        '{"format":2,"desks":[]}',
        '{"format":1,"desks":[{"folder":"relative","partnership":"A"}]}',
        '{"format":1,"desks":[{"folder":"/a","partnership":"A","watched":"b"}]}',
        '{"format":1,"desks":[{"folder":"/a","partnership":"A\\u202e"}]}',
        '{"format":1,"desks":[{"folder":"/a\\u0000","partnership":"A"}]}',
        '{"format":1,"desks":[{"folder":"/a","partnership":"A","more":1}]}',
        '{"format":1,"receives":"yes"}',
        '{"format":1,"officer":"Jane\\u202e"}',
        '{"format":1,"officer":"' + "a" * 5_000 + '"}',
        '{"format":1,"desks":[' + ",".join(['{"folder":"/a","partnership":"A"}'] * 51) + "]}",
    ],
)
def test_a_list_that_this_program_did_not_write_is_as_none(home: Home, content: str) -> None:
    home.folder.mkdir()
    home.known_desks.write_text(content)
    assert known_desks(home) == NONE
