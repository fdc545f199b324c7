"""A pack shows who made it and what it changes, and cannot quietly send returns elsewhere or stay for ever."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.incoming import check_received_pack
from s11desk.app.pack_review import PackStanding, issuer_of, review_pack
from s11desk.app.topic_packs import keep_pack, removable_topics, remove_topic
from s11desk.app.topics import find_topic, list_topics, other_versions
from s11desk.domain.topics.pack_changes import PackPart
from s11desk.domain.topics.topic import Contact, Partnership, Question, Recipient, ReturnAddress, Topic
from s11desk.errors.topic_errors import PartnershipChanged, TopicConflict, TopicNotRemovable, TopicUnknown
from s11desk.signing.envelope.recipient_keys import create_recipient
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.topics.pack import encode_topic
from s11desk.wording.topics.pack_review_sentences import change_line, issuer_lines, kept_version_line, older_line
from tests.installing import install_pack
from tests.samples import NOON, ORIGIN, small_topic

ADDRESS, ELSEWHERE = (ReturnAddress(email, origin=ORIGIN) for email in ("returns@sp.example", "spy@elsewhere.example"))
HERE = Path("pack.zip")
HIGHEST = 1_000_000


def pack(version: int = 1, return_to: ReturnAddress = ADDRESS, **changes: object) -> Topic:
    topic = msgspec.structs.replace(small_topic(), version=version, return_to=return_to, id="mine")
    return msgspec.structs.replace(topic, **changes)


def certificate(folder: Path, name: str) -> Recipient:
    details = IdentityDetails(name, "Officer", "SP", "a@sp.example")
    create_recipient(folder / f"{name}.p12", details, "three plain words", NOON)
    return Recipient(name, (folder / f"{name}.crt").read_text(), ORIGIN)


def standing(workspace: Workspace, topic: Topic) -> PackStanding:
    return review_pack(workspace.home, topic, list_topics(workspace)).standing


def test_a_pack_is_named_new_same_newer_older_or_in_conflict(workspace: Workspace) -> None:
    assert standing(workspace, pack()) is PackStanding.NEW
    keep_pack(workspace, pack(5), HERE, confirmed=True)
    assert standing(workspace, pack(5)) is PackStanding.SAME
    assert standing(workspace, pack(6)) is PackStanding.NEWER
    assert standing(workspace, pack(4)) is PackStanding.OLDER
    assert standing(workspace, pack(5, title="Other")) is PackStanding.CONFLICT


def test_everything_that_differs_is_listed_the_address_and_the_keys_first(workspace: Workspace, tmp_path: Path) -> None:
    keep_pack(workspace, pack(), HERE, confirmed=True)
    first, *rest = small_topic().questions
    new = Question(id="new", text="New?", kind=rest[3].kind, origin=ORIGIN)
    changed = pack(
        2,
        ELSEWHERE,
        title="Other",
        year="2031",
        deadline=dt.date(2031, 1, 2),
        partnership=Partnership("Sample Partnership Ltd", "SP"),
        contact=Contact("Somebody", origin=ORIGIN),
        encrypt_to=(certificate(tmp_path, "Spy"),),
        questions=(msgspec.structs.replace(first, text="Other?"), *rest[1:], new),
        introduction=(),
    )
    review = review_pack(workspace.home, changed, list_topics(workspace))
    assert [change.part for change in review.changes] == [
        PackPart.PARTNERSHIP,
        PackPart.RETURN_ADDRESS,
        PackPart.KEYS,
        PackPart.CONTACT,
        PackPart.TITLE,
        PackPart.YEAR,
        PackPart.DEADLINE,
        PackPart.QUESTIONS_ADDED,
        PackPart.QUESTIONS_REMOVED,
        PackPart.QUESTIONS_CHANGED,
        PackPart.OTHER_TEXTS,
    ]
    lines = [change_line(change) for change in review.changes]
    assert "returns@sp.example → spy@elsewhere.example" in lines[1]
    assert issuer_of(changed).keys[0] in lines[2]
    assert any(issuer_of(changed).keys[0] in line for line in issuer_lines(review.issuer))


@pytest.mark.parametrize("version", [2, HIGHEST])
def test_another_address_needs_a_deliberate_confirmation(workspace: Workspace, version: int) -> None:
    keep_pack(workspace, pack(), HERE, confirmed=True)
    with pytest.raises(PartnershipChanged) as refused:
        keep_pack(workspace, pack(version, ELSEWHERE), HERE)
    assert (refused.value.before, refused.value.now) == ("returns@sp.example", "spy@elsewhere.example")
    assert find_topic(workspace, "mine") == pack()
    keep_pack(workspace, pack(version, ELSEWHERE), HERE, confirmed=True)
    keep_pack(workspace, pack(version, ELSEWHERE), HERE)  # the same again asks nothing
    with pytest.raises(PartnershipChanged):
        keep_pack(workspace, pack(7, ADDRESS, title="Back"), HERE)


@pytest.mark.parametrize("keys", [1, 0])
def test_other_keys_and_no_key_any_more_need_one_too(workspace: Workspace, tmp_path: Path, keys: int) -> None:
    own, other = certificate(tmp_path, "Own"), certificate(tmp_path, "Other")
    keep_pack(workspace, pack(encrypt_to=(own,)), HERE, confirmed=True)
    with pytest.raises(PartnershipChanged):
        keep_pack(workspace, pack(2, encrypt_to=(other,)[:keys]), HERE)
    keep_pack(workspace, pack(2, encrypt_to=(msgspec.structs.replace(own, name="New name"),)), HERE)


def test_the_partnership_is_known_by_its_name_under_another_id(workspace: Workspace) -> None:
    keep_pack(workspace, pack(), HERE, confirmed=True)
    named = Partnership("SAMPLE  partnership", "X")
    with pytest.raises(PartnershipChanged):
        keep_pack(workspace, pack(1, ELSEWHERE, id="another", partnership=named), HERE)


def test_what_was_remembered_outlives_the_pack(workspace: Workspace) -> None:
    keep_pack(workspace, pack(), HERE, confirmed=True)
    remove_topic(workspace, "mine")
    with pytest.raises(PartnershipChanged):
        keep_pack(workspace, pack(2, ELSEWHERE), HERE)


def test_a_built_in_topic_is_not_replaced_by_one_with_another_address(workspace: Workspace) -> None:
    built_in = find_topic(workspace, "wscp-early-help-2023")
    newer = msgspec.structs.replace(built_in, version=built_in.version + 1, return_to=ELSEWHERE)
    with pytest.raises(PartnershipChanged):
        keep_pack(workspace, newer, HERE)


@pytest.mark.parametrize("topic_id", ["wscp-early-help-2023", "mine"])
@pytest.mark.parametrize("is_removed", [False, True])
def test_a_partnership_that_is_kept_first_takes_over_no_topic_of_another(
    workspace: Workspace, topic_id: str, is_removed: bool
) -> None:
    keep_pack(workspace, pack(1), HERE, confirmed=True)
    keep_pack(workspace, pack(1, id="mine-too"), HERE)
    used, quiz = find_topic(workspace, topic_id), Partnership("Quiz Ltd", "Quiz")
    keep_pack(workspace, pack(1, ELSEWHERE, id="quiz", partnership=quiz), HERE)
    if is_removed and topic_id == "mine":
        remove_topic(workspace, topic_id)
    newer = msgspec.structs.replace(used, version=used.version + 1, return_to=ELSEWHERE)
    for taking in (msgspec.structs.replace(newer, partnership=quiz), newer):
        with pytest.raises(PartnershipChanged):
            keep_pack(workspace, taking, HERE)


def test_the_newest_confirmed_address_counts_for_a_new_topic_of_the_partnership(workspace: Workspace) -> None:
    keep_pack(workspace, pack(1), HERE, confirmed=True)
    keep_pack(workspace, pack(1, ELSEWHERE, id="moved"), HERE, confirmed=True)
    keep_pack(workspace, pack(1, ELSEWHERE, id="next"), HERE)
    with pytest.raises(PartnershipChanged):
        keep_pack(workspace, pack(2, ELSEWHERE), HERE)


def test_a_damaged_list_of_partnerships_falls_back_on_the_topics_in_use(workspace: Workspace) -> None:
    keep_pack(workspace, pack(), HERE, confirmed=True)
    for content in (b"", b"{", b"[" * 100_000, b'{"format":1,"partnerships":7}'):
        workspace.home.partnerships.write_bytes(content)
        with pytest.raises(PartnershipChanged):
            keep_pack(workspace, pack(2, ELSEWHERE), HERE)


def test_the_highest_version_can_be_removed_and_the_one_before_is_used_again(workspace: Workspace) -> None:
    keep_pack(workspace, pack(1), HERE, confirmed=True)
    keep_pack(workspace, pack(HIGHEST, ELSEWHERE), HERE, confirmed=True)
    audit_id = begin_draft(workspace, "mine", "Riverside").audit.id
    keep_pack(workspace, pack(2), HERE, confirmed=True)
    assert find_topic(workspace, "mine").version == HIGHEST
    assert other_versions(workspace, "mine") == (1, 2, HIGHEST)
    assert remove_topic(workspace, "mine").version == HIGHEST
    assert find_topic(workspace, "mine").version == 2
    assert open_draft(workspace, audit_id).topic == pack(HIGHEST, ELSEWHERE)  # the audit goes on
    keep_pack(workspace, pack(3), HERE)  # the address of the one that is used counts
    for version in (2, 3, 1):
        assert remove_topic(workspace, "mine", version).version == version
    with pytest.raises(TopicUnknown):
        remove_topic(workspace, "mine")


def test_a_topic_of_the_program_stays(workspace: Workspace) -> None:
    with pytest.raises(TopicNotRemovable):
        remove_topic(workspace, "wscp-early-help-2023")
    assert "wscp-early-help-2023" not in {topic.id for topic in removable_topics(workspace)}


def test_an_older_version_with_other_content_is_a_conflict_too(workspace: Workspace) -> None:
    keep_pack(workspace, pack(1), HERE, confirmed=True)
    keep_pack(workspace, pack(2), HERE)
    with pytest.raises(TopicConflict):
        keep_pack(workspace, pack(1, title="Other"), HERE)


def test_what_was_shown_is_kept_whatever_is_at_the_path_by_now(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "topic.json").write_bytes(encode_topic(pack()))
    seen = check_received_pack(workspace, folder)
    assert seen.topic is not None
    (folder / "topic.json").write_bytes(encode_topic(pack(2, ELSEWHERE)))
    keep_pack(workspace, seen.topic, seen.path, confirmed=True)
    assert find_topic(workspace, "mine") == pack()
    with pytest.raises(PartnershipChanged):
        install_pack(workspace, folder)


def test_an_older_or_newer_version_in_use_says_why() -> None:
    assert "Version 9 is here too" in older_line(2, 9)
    assert kept_version_line(1, 1) == ""
    assert "keeps the version" in kept_version_line(1, 2)
