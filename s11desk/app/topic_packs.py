"""Topic packs: read, check, install, sign, write and remove them."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

from s11desk.app.glyphs import glyph_problems
from s11desk.app.home.paths import resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.pack_review import PackSigner, remember_issuer, review_pack
from s11desk.app.topics import every_version, find_topic, installed_topics, list_topics
from s11desk.domain.topics.pack_changes import PackIssuer
from s11desk.domain.topics.pack_problems import Problem
from s11desk.domain.topics.question_matches import EarlierTopic, earlier_topic
from s11desk.domain.topics.topic import Topic
from s11desk.errors.topic_errors import PartnershipChanged, TopicConflict, TopicNotRemovable
from s11desk.files.durable import writing
from s11desk.signing.cms import sign_detached
from s11desk.signing.identity.lifecycle import unlock
from s11desk.topics import workbook
from s11desk.topics.check_pack import Examination
from s11desk.topics.files.pack_file_names import SIGNATURE_FILE
from s11desk.topics.origins import Credit, Part, text_credits
from s11desk.topics.own_pack import TOPIC_FILE
from s11desk.topics.pack import encode_topic, examine_path, load_pack, topic_digest

__all__ = [
    "Credit",
    "Examination",
    "Part",
    "check_topic",
    "earlier_topics",
    "examine_topic",
    "keep_pack",
    "removable_topics",
    "remove_topic",
    "sign_pack",
    "sign_topic",
    "template_topic",
    "text_credits",
    "write_pack",
    "write_topic_workbook",
]


def check_topic(path: Path, today: dt.date, earlier: tuple[EarlierTopic, ...] = ()) -> tuple[Problem, ...]:
    """Find every problem in a topic pack (a folder, a .zip or a workbook). Raises ``FileMissing``.

    ``earlier``: the topics that are here, for ids that moved to another question.
    """
    return examine_topic(path, today, earlier).problems


def earlier_topics(workspace: Workspace) -> tuple[EarlierTopic, ...]:
    """The wording of the topics in use, to compare a pack with."""
    return tuple(map(earlier_topic, list_topics(workspace)))


def examine_topic(path: Path, today: dt.date, earlier: tuple[EarlierTopic, ...] = ()) -> Examination:
    """As :func:`check_topic`, together with the topic if it can be used."""
    examination = examine_path(path, today, earlier)
    if examination.topic is None:
        return examination
    missing = tuple(glyph_problems(path.name, examination.topic))
    return Examination(examination.topic, (*examination.problems, *missing), examination.signed)


def write_pack(topic: Topic, out: Path) -> None:
    """Write the topic as one file. Raises ``FileExists`` and what writing raises."""
    with writing(out, fresh=True, private=False) as stream:
        stream.write(encode_topic(topic))


def template_topic() -> Topic:
    """The topic with an example of everything, from which the template of a workbook is made."""
    return load_pack(resources_folder() / "topic-template")


def write_topic_workbook(topic: Topic, out: Path, made_at: dt.datetime, *, is_template: bool = False) -> None:
    """Write the topic as a workbook. Raises ``FileExists`` and what writing raises.

    ``is_template``: with every column that a topic can use.
    """
    content = workbook.topic_workbook(topic, made_at, is_template=is_template)
    with writing(out, fresh=True, private=False) as stream:
        stream.write(content)


def sign_pack(workspace: Workspace, path: Path, out: Path, passphrase: str) -> Topic:
    """Write the pack at ``path`` as a zip, signed with the identity of this home.

    Raises ``TopicInvalid``, ``FileExists``, and what unlocking the identity and writing raise.
    """
    topic = load_pack(path)
    sign_topic(workspace, topic, out, passphrase)
    return topic


def sign_topic(workspace: Workspace, topic: Topic, out: Path, passphrase: str) -> None:
    """Write ``topic`` as a zip, signed with the identity of this home.

    Raises ``FileExists``, and what unlocking the identity and writing raise.
    """
    now = workspace.clock()
    signer = unlock(workspace.home.identity, passphrase, now)
    content = encode_topic(topic)
    signature = sign_detached(content, signer, now)
    with (
        writing(out, fresh=True, private=False) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        archive.writestr(TOPIC_FILE, content)
        archive.writestr(SIGNATURE_FILE, signature)


def keep_pack(
    workspace: Workspace, topic: Topic, path: Path, signer: PackSigner | None = None, *, confirmed: bool = False
) -> None:
    """Install a topic that was read from ``path`` and, in the window, shown. ``confirmed``: see ``PartnershipChanged``.

    Raises ``TopicConflict`` for a known id and version with other content: two agencies would answer different
    questions under one name. Raises ``PartnershipChanged`` if returns would go elsewhere and nobody has confirmed that.
    """
    digest = topic_digest(topic)
    for known in every_version(workspace):
        if (known.id, known.version) == (topic.id, topic.version) and topic_digest(known) != digest:
            raise TopicConflict(topic=topic.id, version=topic.version, path=path)
    review = review_pack(workspace.home, topic, list_topics(workspace), signer)
    if review.expected is not None and not confirmed:
        raise PartnershipChanged(
            partnership=review.issuer.partnership,
            before=review.expected.address,
            now=review.issuer.address,
            keys_before=_keys(review.expected),
            keys_now=_keys(review.issuer),
        )
    body = encode_topic(topic)
    workspace.drafts.keep_topic(digest, topic.id, topic.version, body, installed=True, at=workspace.clock())
    remember_issuer(workspace.home, topic, signer)


def _keys(issuer: PackIssuer) -> tuple[str, ...]:
    """The keys of an issuer, with that of the signature last."""
    return (*issuer.keys, f"{issuer.signer} (signature)") if issuer.signer else issuer.keys


def remove_topic(workspace: Workspace, topic_id: str, version: int | None = None) -> Topic:
    """Stop offering an installed topic: ``version``, or by default its newest installed version. Returns that version.

    Audits of it stay as they are. An earlier version that is here is used again. Raises ``TopicNotRemovable`` for one
    that came with the program, and ``TopicUnknown``.
    """
    installed = [topic for topic in installed_topics(workspace) if topic.id == topic_id]
    found = [topic for topic in installed if version in {None, topic.version}]
    if not found:
        known = find_topic(workspace, topic_id)  # raises for an id that nobody knows
        raise TopicNotRemovable(topic=known.id)
    newest = max(found, key=lambda topic: topic.version)
    remember_issuer(workspace.home, _issuer_after(workspace, newest))
    workspace.drafts.uninstall_topic(topic_digest(newest))
    return newest


def removable_topics(workspace: Workspace) -> tuple[Topic, ...]:
    """The topics in use that a person added, so that they can be removed."""
    installed = {topic_digest(topic) for topic in installed_topics(workspace)}
    return tuple(topic for topic in list_topics(workspace) if topic_digest(topic) in installed)


def _issuer_after(workspace: Workspace, removed: Topic) -> Topic:
    """The topic whose address and keys count after one is removed: the next one in use, otherwise the removed one."""
    rest = [topic for topic in every_version(workspace) if topic.id == removed.id and topic != removed]
    return max(rest, key=lambda topic: topic.version, default=removed)
