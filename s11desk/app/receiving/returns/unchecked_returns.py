"""Returns whose questions this computer cannot check: it has no topic that is the same to the last letter.

This is found out each time, because a topic pack may have been added since the return was taken in.
"""

from __future__ import annotations

from collections.abc import Iterable

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.topics.pack import topic_digest


def unchecked_topics(desk: ReceivingDesk, judged: Iterable[JudgedReturn]) -> frozenset[str]:
    """The digests of the topics that these returns answer and that neither this computer nor the desk has.

    Raises what reading the register and the built-in packs raises.
    """
    answered = {one.received.topic.digest for one in judged}
    if not answered:
        return frozenset()
    here = {*HomeTopics(desk.officer.home).digests(), *map(topic_digest, desk.asked_topics())}
    return frozenset(answered - here)
