"""Read which audits a desk asks, with their titles: one rule for its lines, figures and reminders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.receiving.desk_agencies import DeskAgency, newest_asked
from s11desk.domain.receiving.desk_audits import DeskAudits, answered_by_most, audit_title
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.register.received_rows import topic_bodies
from s11desk.topics.pack import decode_topic


def audits_of(desk: ReceivingDesk, judged: Sequence[JudgedReturn], agencies: Iterable[DeskAgency]) -> DeskAudits:
    """What the desk asks. ``judged``: all its returns. Raises what reading the register raises."""
    titles = {one.received.topic.id: audit_title(one.received.topic) for one in judged}
    asked = newest_asked(desk.asked_topics())
    is_chosen = bool(asked)
    if not is_chosen:
        answered = answered_by_most(judged, agencies)
        bodies = topic_bodies(desk.register) if answered else {}
        asked = {one.id: decode_topic(bodies[one.digest]) for one in answered if one.digest in bodies}
        expected = tuple(one.id for one in answered)
    else:
        expected = tuple(asked)
    titles |= {name: audit_title(topic) for name, topic in asked.items()}
    return DeskAudits(expected, asked, titles, is_chosen, tuple(map(desk.named, desk.facts.last_days)))
