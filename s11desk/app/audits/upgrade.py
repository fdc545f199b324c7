"""Go on with a newer version of a topic: a copy of the draft, in which every answer is one that a person gave to it."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from s11desk.app.audits.drafts import Draft, begin_filled_draft, open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.topics import topic_in_use
from s11desk.domain.audits.action_plan import plan_for_answers
from s11desk.domain.audits.audit import Audit, PrivateNote
from s11desk.domain.audits.carry_over import CarriedOver, carry_over
from s11desk.domain.topics.topic import Topic
from s11desk.errors.asking_errors import AuditAsked
from s11desk.errors.topic_errors import TopicNotNewer
from s11desk.store.drafts.change import Change
from s11desk.store.rows.journal import EventKind


@dataclass(frozen=True, slots=True)
class Upgrade:
    """A draft, a newer version of its topic, and what a copy with that version would have."""

    draft: Draft
    topic: Topic
    carried: CarriedOver


def find_upgrade(workspace: Workspace, audit_id: str) -> Upgrade:
    """Compare a draft with the newest version of its topic, without changing anything.

    Raises ``TopicNotNewer`` if there is no newer version here, ``AuditUnknown``, and ``AuditAsked`` if it has only a
    colleague's questions.
    """
    draft = open_draft(workspace, audit_id)
    if draft.is_asked:
        raise AuditAsked(audit=draft.audit.id, agency=draft.audit.agency)
    newest = topic_in_use(workspace, draft.topic.id)
    if newest is None or newest.version <= draft.topic.version:
        raise TopicNotNewer(topic=draft.topic.id, version=draft.topic.version)
    return Upgrade(draft, newest, carry_over(draft.topic, draft.audit, newest))


def upgrade_draft(workspace: Workspace, upgrade: Upgrade) -> Draft:
    """Make the copy. The earlier draft stays as it is, with its returns.

    Raises what saving raises; then there is no copy.
    """
    carried, before = upgrade.carried, upgrade.draft

    def fill(begun: Audit, change: Change) -> None:
        after = msgspec.structs.replace(
            begun, answers=carried.answers, evidence=carried.evidence, actions=carried.actions
        )
        plan = plan_for_answers(upgrade.topic, after)
        change.bring_back(msgspec.structs.replace(after, actions=plan), EventKind.UPGRADED)
        for note in before.notes:
            if place := carried.places.get(note.question, ""):
                change.put_note(PrivateNote(place, note.text))

    return begin_filled_draft(workspace, upgrade.topic, before.audit.agency, fill)
