"""Every pair of the built-in topics and of the forms: no answer lands under another question, every change is said."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import msgspec
import pytest

from s11desk.app.home.paths import resources_folder
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.carry_over import CarriedOver, CarryKind, carry_over
from s11desk.domain.audits.fit_answer import AnswerFitting
from s11desk.domain.topics.question_map import match_across
from s11desk.domain.topics.question_matches import MatchKind, plain_wording
from s11desk.domain.topics.topic import Question, Topic, label_of
from s11desk.topics.pack import built_in_topics
from s11desk.wording.topics.forward_sentences import changed_words, forward_lines
from tests.complete_answers import CompleteAnswers
from tests.samples import NOON, audit_with
from tests.topics.form_journey import FORMS, topic_of

_ADDED = "Please say where and since when."


@cache
def topics() -> tuple[Topic, ...]:
    return (*built_in_topics(resources_folder() / "topics"), *map(topic_of, FORMS))


def carried(earlier: Topic, later: Topic, seed: int = 1) -> CarriedOver:
    """What comes over from a complete audit. Each comment says which question it belongs to, and what was chosen."""
    complete = CompleteAnswers(earlier, seed, NOON.date())
    answers = [_marked(earlier, one, complete.answer(one)) for one in earlier.questions]
    matches = match_across(earlier, later)
    fit = AnswerFitting(earlier, later, {}).fit
    return carry_over(earlier, audit_with(*answers), later, matches, fit=fit)


def faults(earlier: Topic, later: Topic, found: CarriedOver) -> Iterator[str]:
    """What no bringing forward may do."""
    lines = forward_lines(earlier, later, found)
    came = {one.question: one for one in found.answers}
    for one in found.questions:
        old, new = one.match.before, one.match.after
        if old is None or new is None or one.kind is CarryKind.LEFT or new.id not in came:
            continue
        answer = came[new.id]
        belongs, _, chosen = answer.comment.partition("\n")
        if belongs != f"of {old.id}":
            yield f"{answer.comment} is under {new.id}"
        if old.text != new.text and plain_wording(old.text) != plain_wording(new.text):
            if one.match.kind is not MatchKind.REWORDED:
                yield f"{new.id} is called {one.match.kind}"
            if not any(changed_words(old.text, new.text) in line for line in lines):
                yield f"the words that changed at {new.id} are not said"
        if answer.choice and plain_wording(label_of(later, new, answer.choice)) != chosen:
            yield f"{answer.choice} at {new.id} means something else"
    named = sum("Gone: " in line or "Left out: " in line for line in lines)
    if named < sum(one.kind is MatchKind.REMOVED for one in found.matches):
        yield "a question that is gone is not said"


def _marked(topic: Topic, question: Question, answer: Answer) -> Answer:
    chosen = plain_wording(label_of(topic, question, answer.choice)) if answer.choice else ""
    return msgspec.structs.replace(answer, comment=f"of {question.id}\n{chosen}")


def reworded(topic: Topic, chance: random.Random) -> tuple[Topic, dict[str, str]]:
    """The topic as of another year: words changed, ids dealt out again, questions gone, options renamed.

    Also returns, for each id, the id that its question had before.
    """
    kept = [one for one in topic.questions if chance.random() > 0.1] or list(topic.questions)
    ids = [one.id for one in kept]
    if chance.random() < 0.5:
        chance.shuffle(ids)
    questions = [
        msgspec.structs.replace(one, id=name, text=_other_words(one.text, chance), show_when=(), not_above="")
        for one, name in zip(kept, ids, strict=True)
    ]
    origins = dict(zip(ids, (one.id for one in kept), strict=True))
    scales = tuple(_other_labels(scale, chance) for scale in topic.scales)
    return msgspec.structs.replace(topic, id=f"{topic.id}-next", questions=tuple(questions), scales=scales), origins


def _other_words(text: str, chance: random.Random) -> str:
    words = text.split()
    match chance.randrange(5):
        case 0:
            return f"{text} {_ADDED}"
        case 1 if len(words) > 6:
            words[chance.randrange(len(words))] = "nowadays"
            return " ".join(words)
        case 2 if len(words) > 6:
            del words[chance.randrange(len(words))]
            return " ".join(words)
        case _:
            return text


def _other_labels(scale: msgspec.Struct, chance: random.Random) -> msgspec.Struct:
    """The same codes, dealt out to other labels: an answer must follow its label."""
    options = list(scale.options)  # type: ignore[attr-defined]
    labels = [one.label for one in options]
    if chance.random() < 0.5:
        labels = labels[1:] + labels[:1]
    return msgspec.structs.replace(
        scale,
        options=tuple(msgspec.structs.replace(one, label=label) for one, label in zip(options, labels, strict=True)),
    )


@pytest.mark.parametrize("earlier", topics(), ids=lambda topic: topic.id)
def test_no_answer_lands_under_another_question_of_any_other_form(earlier: Topic) -> None:
    wrong = [
        f"{later.id}: {fault}"
        for later in topics()
        if later is not earlier
        for fault in faults(earlier, later, carried(earlier, later))
    ]
    assert wrong == []


@pytest.mark.parametrize("earlier", topics(), ids=lambda topic: topic.id)
def test_answers_follow_their_questions_through_another_year(earlier: Topic) -> None:
    assert reworded_faults(earlier, range(2)) == []


def reworded_faults(earlier: Topic, seeds: range) -> list[str]:
    """The faults over as many other years as there are ``seeds``."""
    wrong = []
    for seed in seeds:
        later, origins = reworded(earlier, random.Random(seed))  # noqa: S311 - the same years each time
        found = carried(earlier, later, seed)
        wrong += [f"{seed}: {fault}" for fault in faults(earlier, later, found)]
        wrong += [
            f"{seed}: the answer to {match.before.id} is at {match.after.id}, which was {origins[match.after.id]}"
            for match in found.matches
            if match.before and match.after and not _is_same_question(earlier, match.before, origins[match.after.id])
        ]
    return wrong


def _is_same_question(topic: Topic, question: Question, origin: str) -> bool:
    """Two questions of one form with the same words cannot be told apart by their words."""
    other = topic.question(origin)
    return question.id == origin or (other is not None and plain_wording(other.text) == plain_wording(question.text))
