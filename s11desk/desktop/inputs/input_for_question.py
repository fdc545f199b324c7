"""The input for each kind of question."""

from __future__ import annotations

from s11desk.desktop.inputs.answer_input import AnswerInput
from s11desk.desktop.inputs.choice_input import ChoiceInput
from s11desk.desktop.inputs.people_input import PeopleInput
from s11desk.desktop.inputs.table_input import TableInput
from s11desk.desktop.inputs.text_inputs import DateInput, NumberInput, TextInput
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.topic import Question, QuestionKind, Topic


def answer_input(theme: Theme, topic: Topic, question: Question) -> AnswerInput | None:
    """Make the input for ``question``. None if the files are the answer."""
    match question.kind:
        case QuestionKind.FILE:
            return None
        case QuestionKind.LONG_TEXT | QuestionKind.SHORT_TEXT:
            return TextInput(theme, question)
        case QuestionKind.DATE:
            return DateInput(theme, question)
        case QuestionKind.NUMBER:
            return NumberInput(theme, question)
        case QuestionKind.PEOPLE:
            return PeopleInput(theme, question)
        case QuestionKind.TABLE:
            return TableInput(theme, topic, question)
        case _:
            return ChoiceInput(theme, topic, question)


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
