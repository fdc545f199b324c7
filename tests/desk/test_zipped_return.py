"""A return in a zip is taken in by itself; of every other zip with returns the desk says what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from s11desk.app.receiving.arrivals import zipped_return
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.arrivals.zipped_return import ZipFlaw, return_in_zip
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.listed_lines import look_at_returns
from s11desk.domain.receiving.desk_values import IntakeResult, TakeOutcome
from s11desk.register.received_rows import all_arrivals
from tests.desk.conftest import Post


def zip_of(*files: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as zipped:
        for name, content in files:
            zipped.writestr(name, content)
    return out.getvalue()


def taken(desk: ReceivingDesk, folder: Path, content: bytes, *, compares: bool | None = None) -> IntakeResult:
    path = folder / "documents.zip"
    path.write_bytes(content)
    (result,) = take_in_returns(desk, find_incoming([path]), compares=compares).files
    return result


@pytest.mark.parametrize("compares", [True, False])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_the_one_return_in_a_zip_counts(
    desk: ReceivingDesk, post: Post, tmp_path: Path, method: int, *, compares: bool
) -> None:
    names = (("../../../etc/return.zip", post["harbour"].read_bytes()), ("photo.jpg", b"\xff\xd8"))
    result = taken(desk, tmp_path, zip_of(*names, method=method), compares=compares)
    assert (result.outcome, result.agency) == (TakeOutcome.COUNTED, "=Harbour School")
    assert result.name == "documents.zip/return.zip"
    assert [one.counts for one in look_at_returns(desk).lines] == [True]
    (arrival,) = all_arrivals(desk.register)
    assert arrival[1].endswith("documents.zip/1"), "its name never becomes a path"


def test_of_other_zips_the_desk_says_what_to_do(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    one, other = post["harbour"].read_bytes(), post["riverside"].read_bytes()
    several = taken(desk, tmp_path, zip_of(("a.zip", one), ("b.zip", other)))
    assert (several.outcome, "several returns" in several.remarks[0]) == (TakeOutcome.REFUSED, True)
    deep = taken(desk, tmp_path, zip_of(("a.zip", zip_of(("b.zip", one)))))
    assert (deep.outcome, "Unpack it" in deep.remarks[0]) == (TakeOutcome.REFUSED, True)
    assert look_at_returns(desk).lines == ()


def test_a_zip_bomb_and_a_crowd_of_files_are_not_unpacked(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    one = post["harbour"].read_bytes()
    bomb = zip_of(("return.zip", one + bytes(4 * len(one))))
    monkeypatch.setattr(zipped_return, "MAX_UNPACKED", 2 * len(one))
    assert return_in_zip(io.BytesIO(bomb)).flaw is ZipFlaw.TOO_LARGE
    crowd = zip_of(*((f"{at}.txt", b"") for at in range(zipped_return.MAX_FILES)), ("return.zip", one))
    assert return_in_zip(io.BytesIO(crowd)).flaw is ZipFlaw.TOO_MANY_FILES
    for cut in (50, len(bomb) // 2, len(bomb) - 30):
        assert return_in_zip(io.BytesIO(bomb[:cut])).content == b""
