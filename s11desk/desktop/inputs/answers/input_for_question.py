"""The input for each kind of question."""

from __future__ import annotations

from s11desk.desktop.inputs.answers.answer_input import AnswerInput
from s11desk.desktop.inputs.answers.choice_input import ChoiceInput
from s11desk.desktop.inputs.answers.people_input import PeopleInput
from s11desk.desktop.inputs.answers.table_input import TableInput
from s11desk.desktop.inputs.answers.text_inputs import DateInput, NumberInput, TextInput
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.topics.topic import Question, QuestionKind, Topic

_CLASSES: dict[QuestionKind, type[AnswerInput] | None] = {
    QuestionKind.FILE: None,
    QuestionKind.LONG_TEXT: TextInput,
    QuestionKind.SHORT_TEXT: TextInput,
    QuestionKind.DATE: DateInput,
    QuestionKind.NUMBER: NumberInput,
    QuestionKind.PEOPLE: PeopleInput,
    QuestionKind.TABLE: TableInput,
}
"""The input for each kind of question. All other kinds are choices."""


def answer_input(
    theme: Theme, topic: Topic, question: Question, former: AnswerInput | None = None
) -> AnswerInput | None:
    """Return the input for ``question``. None if the files are the answer.

    ``former``: the input of the question before. It is returned again if it can serve this one too.
    """
    wanted = _CLASSES.get(question.kind, ChoiceInput)
    if wanted is None:
        return None
    if type(former) is wanted and former is not None and former.serve(topic, question):
        return former
    return wanted(theme, topic, question)


HAS_COMMENT = frozenset(
    {
        QuestionKind.JUDGEMENT,
        QuestionKind.YES_NO,
        QuestionKind.SINGLE_CHOICE,
        QuestionKind.MULTIPLE_CHOICE,
        QuestionKind.DATE,
        QuestionKind.NUMBER,
        QuestionKind.FILE,
    }
)
"""Kinds whose answer may need a comment. Answers of the other kinds are already text."""
