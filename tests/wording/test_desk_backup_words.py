"""What is said of places with backups after a deletion."""

from __future__ import annotations

from pathlib import Path

from s11desk.wording.desk.desk_backup_words import unreached_sentence


def test_one_place_that_could_not_be_reached_is_one_and_several_are_listed() -> None:
    one, other = Path("stick"), Path("disk")
    assert unreached_sentence(()) == ""
    assert unreached_sentence((one,)).startswith(
        "This place with backups could not be reached, and may still have it: "
    )
    assert "have it: stick and disk. Connect them, then" in unreached_sentence((one, other))
