"""A complete audit always prints: how many of very many topics and audits at the limits of their texts do not.

The only aim is zero. Each round takes a form of the tests or a crowded one, makes some or all of its texts long in one
of four ways, answers it completely, makes the answers long too, and prints it in all six kinds. A topic that the check
refuses is not counted. ``python -m benchmarks.longest_texts [COUNT [SEED]]``.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator

import msgspec

from benchmarks._measuring import Figure, print_all
from s11desk.domain.audits.action_plan import plan_for_answers
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Topic
from s11desk.topics.pack import encode_topic, read_topic
from s11desk.topics.topic_invalid import TopicInvalid
from tests.complete_answers import CompleteAnswers
from tests.report.longest_texts import crowded_topic, lengthened, lines, long_audit, one_word, shaped, words
from tests.report.sample import AUDIT, TOPIC
from tests.report.test_longest_texts import FIELDS, printed
from tests.samples import NOON
from tests.topics.form_journey import FORMS, topic_of

COUNT = 40
_WAYS = (words, one_word, lines, shaped)


def unprinted(count: int = COUNT, seed: int = 5) -> Iterator[Figure]:
    """Print ``count`` audits in every kind."""
    chance, topics = random.Random(seed), [topic_of(form) for form in FORMS]  # noqa: S311 - texts for a test
    refused, failed, pages, start = 0, 0, 0, time.perf_counter()
    for number in range(count):
        topic = _long_topic(chance, topics)
        if topic is None:
            refused += 1
            continue
        audit = _long_answers(chance, topic)
        try:
            pages += sum(content.count(b"/Type /Page\n") for _, content in printed(topic, audit, topic.questions[0].id))
        except ValueError as error:
            failed += 1
            print(f"round {number} of seed {seed}: {topic.id}: {error}", flush=True)
        if number % 50 == 49:
            print(f"{number + 1} tried, {refused} refused by the check, {failed} not printed", flush=True)
    print(f"{count - refused} audits, {pages:,} pages, {time.perf_counter() - start:.0f} s")
    yield Figure("complete audits that do not print", failed, f"of {count - refused}", 0)


def _long_topic(chance: random.Random, topics: list[Topic]) -> Topic | None:
    """A form with long texts; None if the check refuses it."""
    topic = chance.choice([*topics, crowded_topic(TOPIC, chance.randint(1, 30), chance.randint(2, 40))])
    only = frozenset(chance.sample(FIELDS, chance.randint(1, 8))) if chance.random() < 0.8 else frozenset()
    long = lengthened(topic, chance.choice(_WAYS), chance.choice([60, 300, 900, 2_000]), only)
    try:
        return read_topic(encode_topic(msgspec.structs.replace(long, id=topic.id)))
    except TopicInvalid:
        return None


def _long_answers(chance: random.Random, topic: Topic) -> Audit:
    answers = CompleteAnswers(topic, chance.randrange(1_000_000), NOON.date())
    audit = msgspec.structs.replace(AUDIT, topic_id=topic.id, answers=(), actions=(), evidence=())
    for question in topic.questions:
        if question.id in {asked.id for asked in asked_questions(topic, audit)}:
            audit = msgspec.structs.replace(audit, answers=(*audit.answers, answers.answer(question)))
    actions = (answers.action(action) for action in plan_for_answers(topic, audit))
    numbered = tuple(msgspec.structs.replace(action, id=f"A{n}") for n, action in enumerate(actions, 1))
    whole = msgspec.structs.replace(audit, actions=numbered)
    return long_audit(whole, chance.choice(_WAYS), chance.choice([20, 200, 1_000, 5_000]))


if __name__ == "__main__":
    print_all(unprinted(*map(int, sys.argv[1:])))
