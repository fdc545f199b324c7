"""Makes the returns in ``tests/golden/returns``: ``python -m tests.golden.make_returns FOLDER [KIND]``.

With ``shaped`` as the kind, an answer has letters that are shaped on paper, so the returns have a layout that does
that. With ``newer``, it has signs and dates that layout 5 prints otherwise, and per cent. With ``region``, the pages
are in the Welsh of a region (``cy-GB``), which has a layout of its own. With ``optional``, an optional question is left
empty, and the signatures of the second return do not fit below its answers, so layout 6 puts them on the next page.

With ``3`` as the kind, three people sign, and the pages are in Welsh. Each format has a folder that was made once and
never changes, because old returns must always verify. The identities that sign them are thrown away, so another run
gives other signatures.
"""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.approving.countersign import ApproverKey, countersign
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.topics.scales import Total
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Condition, QuestionKind, SigningRole, Topic
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.topics.pack import encode_topic, topic_digest
from tests.samples import question, small_topic
from tests.topics.test_translations import in_welsh

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)
COMPLETER = IdentityDetails("Zoë O’Neill", "Designated safeguarding lead", "Riverside Trust", "zoe@riverside.example")
APPROVER = IdentityDetails("Bo Łukasz", "Chair of governors", "Riverside Trust", "bo@riverside.example")
SECOND_APPROVER = IdentityDetails("Siân Parry", "Headteacher", "Riverside Trust", "sian@riverside.example")
LATER = Answer("story", text="Parents were asked.\nThen the children — “at last”.")
SHAPED = "Zoe\u0308 said שלום (and ١٢٣).\nشكرا لكم، الأطفال بخير.\nहम बच्चों की सुरक्षा करते हैं। কো"
NEWER = (
    "\u2460 Ring Kim \u23f0 \U0001f1ec\U0001f1e7 \u2162. "
    + "The whole of our staff had their yearly training on 30 November 2026, and again on 31 January 2027. " * 3
)
LONG = "\n".join(f"{number}. We keep children safe." for number in range(1, 27))
AGENCY = "Riverside Trust – “The Hub” & friends"
TOPIC: Topic = small_topic(
    question("policy", QuestionKind.JUDGEMENT, scale="judgement"),
    question("training", QuestionKind.JUDGEMENT, scale="judgement", show_when=(Condition("policy", ("no",)),)),
    question("story", QuestionKind.LONG_TEXT),
    question("staff", QuestionKind.NUMBER, minimum=0, maximum=100, required=False),
    question("example", QuestionKind.FILE),
)
LEAD = SigningRole("lead", "Designated safeguarding lead", "I have answered every question.")
HEAD = SigningRole("head", "Headteacher", "I have read the answers.")
CHAIR = SigningRole("chair", "Chair of governors", "The governors have seen the answers.")
TOPIC_OF_FORMAT_3 = in_welsh(msgspec.structs.replace(TOPIC, sign_off=(LEAD, CHAIR, HEAD), format=3))
TOPIC_OF_A_REGION = in_welsh(TOPIC, language="cy-GB")
TOPIC_WITH_PER_CENT = msgspec.structs.replace(
    TOPIC,
    scales=(
        msgspec.structs.replace(
            TOPIC.scales[0],
            total=Total.PERCENT,
            options=tuple(
                msgspec.structs.replace(option, score=score)
                for option, score in zip(TOPIC.scales[0].options, (3, 1, 0, None), strict=True)
            ),
        ),
    ),
)
TOPIC_WITH_OPTIONAL = msgspec.structs.replace(
    TOPIC, questions=(*TOPIC.questions, question("more", QuestionKind.LONG_TEXT, required=False))
)
TOPICS = {
    "3": TOPIC_OF_FORMAT_3,
    "region": TOPIC_OF_A_REGION,
    "newer": TOPIC_WITH_PER_CENT,
    "optional": TOPIC_WITH_OPTIONAL,
}
COMMENTS = {"shaped": SHAPED, "newer": NEWER, "optional": LONG}


def main(folder: Path, topic: Topic, comment: str = "") -> None:
    """Make a return with one signature, then the next return of the same audit with every other signature too."""
    passphrase = secrets.token_urlsafe(16)
    with tempfile.TemporaryDirectory() as name:
        home, out = Home(Path(name) / "home"), Path(name) / "out"
        create_identity(home.identity, COMPLETER, passphrase, NOON)
        create_identity(home.approver, APPROVER, passphrase, NOON)
        second_approver = Path(name) / "second-approver.p12"
        create_identity(second_approver, SECOND_APPROVER, passphrase, NOON)
        minutes = minutes_from(NOON)
        with Workspace(home, lambda: next(minutes), begins_empty=True) as workspace:
            audit_id = make_answered_draft(workspace, topic)
            if comment:
                save_answer(workspace, audit_id, Answer("policy", choice="no", comment=comment))
            language = topic.translations[0].language if topic.translations else ""
            first = make_return(workspace, audit_id, out, passphrase, language=language).path
            save_answer(workspace, audit_id, LATER)
            second = make_return(workspace, audit_id, out, passphrase, language=language).path
        key = ApproverKey(home.approver, passphrase, next(minutes), role=Role.APPROVER)
        approved = countersign(home, verify_return(second), out, key).path
        folder.mkdir(parents=True)
        shutil.copy(first, folder / "one-signature.zip")
        shutil.copy(approved, folder / "two-signatures.zip")
        if len(topic.sign_off) > len(("completer", "approver")):
            key = ApproverKey(second_approver, passphrase, next(minutes), role=Role.SECOND_APPROVER)
            shutil.copy(countersign(home, verify_return(approved), out, key).path, folder / "three-signatures.zip")


def make_answered_draft(workspace: Workspace, topic: Topic) -> str:
    digest, body = topic_digest(topic), encode_topic(topic)
    workspace.drafts.keep_topic(digest, topic.id, topic.version, body, installed=True, at=NOON)
    audit_id = begin_draft(workspace, topic.id, AGENCY).audit.id
    save_answer(workspace, audit_id, Answer("policy", choice="no", comment="=1+1 <b>not</b> yet"))
    save_answer(workspace, audit_id, Answer("training", choice="yes"))
    save_answer(workspace, audit_id, Answer("story", text="Parents were asked."))
    save_answer(workspace, audit_id, Answer("staff", number=12.5))
    attach(workspace, audit_id, "example", resources_folder() / "demo" / "good-practice-example.pdf")
    action = Action("A1", "policy", area="Policy", action="Write one", lead="Amina Yusuf", due=dt.date(2026, 9, 1))
    save_action(workspace, audit_id, action)
    return audit_id


def minutes_from(moment: dt.datetime) -> Iterator[dt.datetime]:
    while True:
        yield moment
        moment += dt.timedelta(minutes=1)


if __name__ == "__main__":
    wanted = "".join(sys.argv[2:])
    main(Path(sys.argv[1]), TOPICS.get(wanted, TOPIC), COMMENTS.get(wanted, ""))
