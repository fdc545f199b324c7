"""Of a copy of a return that cannot be read, the officer is told if the whole return is here already."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.desk_attention import look_at_overview, note_all_dealt_with
from s11desk.app.receiving.returns.review_return import send_return_back, undo_review
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.errors.desk_errors import DeskReturnUnknown
from s11desk.wording.desk.attention_words import unread_reply, what_to_do
from tests.desk.conftest import Post, take


def test_a_file_says_by_content_or_name_which_return_is_here(desk: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    reference = post["riverside"].stem[-11:]
    with zipfile.ZipFile(tmp_path / "inside.zip", "w") as around:
        for name in (post["riverside"].name, "again.zip"):  # the only return in a zip would be taken in
            around.write(post["riverside"], name)
    (tmp_path / f"{reference} half.zip").write_bytes(b"PK half")
    cut = post["riverside"].read_bytes()
    (tmp_path / "half.zip").write_bytes(cut[: len(cut) // 2])
    (tmp_path / "Return of riverside trust.zip").write_bytes(b"PK quarter")
    (tmp_path / "Riverside Trust ABCD-EFGH-1.zip").write_bytes(b"PK of another")
    take(desk, tmp_path / "inside.zip", tmp_path / f"{reference} half.zip")
    assert {one.whole_here for one in look_at_overview(desk).attention} == {None}
    take(desk, post["riverside"], *tmp_path.glob("*.zip"), post["letter"])
    files = [one for one in look_at_overview(desk).attention if one.is_file]
    here = {one.name: (one.whole_here.reference, one.whole_here.is_sure) for one in files if one.whole_here is not None}
    assert here == {
        f"{reference} half.zip": (reference, True),
        "half.zip": (reference, True),
        "Return of riverside trust.zip": (reference, False),
    }
    several = next(one for one in files if one.name == "inside.zip")
    assert "If that does not help, answer" in what_to_do(several)
    for one in files:
        reply = unread_reply("Sample Partnership", one.name, one.why, one.whole_here)
        assert ("send the return again" in reply) == (one.whole_here is None or not one.whole_here.is_sure)
    send_return_back(desk, reference, (ReviewReason("Which policy?"),), None)
    sent_back = [one.whole_here for one in look_at_overview(desk).attention if one.name == "half.zip"]
    assert [one is not None and one.is_sure for one in sent_back] == [False], "it may be the corrected one"
    undo_review(desk, reference)
    with pytest.raises(DeskReturnUnknown):
        note_all_dealt_with(desk, [files[0].sha256, "0" * 64])
    assert files == [one for one in look_at_overview(desk).attention if one.is_file]
    note_all_dealt_with(desk, [one.sha256 for one in files])
    assert not any(one.is_file for one in look_at_overview(desk).attention)
