"""One question: its answer, a comment, files, the actions that a weak answer needs, and guidance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk.desktop.inputs.answer_input import AnswerInput
from s11desk.desktop.inputs.choice_input import ChoiceInput
from s11desk.desktop.inputs.evidence_panel import EvidencePanel
from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.inputs.form_rows import FormRow, column
from s11desk.desktop.inputs.input_for_question import HAS_COMMENT, answer_input
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.inputs.people_input import PeopleInput
from s11desk.desktop.inputs.table_input import TableInput
from s11desk.desktop.messages.form_say import say_for
from s11desk.desktop.messages.state_words import gap_text
from s11desk.desktop.pages.action_edits import ActionEdits
from s11desk.desktop.pages.ask_panel import AskPanel
from s11desk.desktop.pages.carried_panel import CarriedPanel
from s11desk.desktop.pages.guidance_panel import GuidancePanel
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.problem_summary import Link, ProblemSummary
from s11desk.desktop.pages.question_section import begins_section, section_text, section_title
from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, label
from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.desktop.theme.tokens import SPACE
from s11desk.domain.asked_questions import AskRecord
from s11desk.domain.audit import Answer, PrivateNote
from s11desk.domain.completeness import Gap, GapCode, question_gaps
from s11desk.domain.flow import Step, StepState, question_state
from s11desk.domain.topic import Detail, Question, QuestionKind
from s11desk.domain.visibility import asked_questions
from s11desk.override import override
from s11desk.wording.ask_record_sentences import ask_line_of_question

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.audits.drafts import Draft


class QuestionPage(Page):
    """The step of one question. It hands every change to the open draft."""

    def __init__(self, services: Services, open_draft: OpenDraft, step: Step, question: Question) -> None:
        draft = open_draft.draft
        topic, section = draft.topic, section_title(draft.topic, question)
        self.say = say_for(topic)
        super().__init__(services, open_draft, step, question.text, _caption(draft, question), section=section)
        self.question = question
        if begins_section(topic, draft.audit, question):
            about = section_text(self.theme, topic, question)
            if about is not None:
                self.layout_.insertWidget(1, about)
        if question.help:
            hint = label(question.help, Kind.QUIET)
            hint.setMaximumWidth(self.theme.pixels(SPACE.column))
            beside = QHBoxLayout()  # without this row Qt would compute its height from the width of the page
            beside.addWidget(hint, 100)
            beside.addStretch(1)
            self.layout_.addLayout(beside)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(self.theme.pixels(SPACE.gap))
        self._main = QWidget()
        self._main_layout = column(self._main, self.theme)
        self._columns.addWidget(self._main, 1)
        self.layout_.addLayout(self._columns)
        self.guidance = GuidancePanel(self.theme, topic, question)
        self._guidance_is_beside: bool | None = None
        self.input = answer_input(self.theme, topic, question)
        self._is_filled = False
        self._build()
        self._was_touched = self._state() is StepState.IN_PROGRESS

    @override
    def show_draft(self) -> None:
        answer = self.open_draft.answer(self.question.id)
        if not self._is_typing(Key(PrivateNote, self.question.id)):
            self.note.show_value(self.open_draft.note(self.question.id).text)
        if not self._is_typing(Key(Answer, self.question.id)):
            if self.input is not None:
                self.input.show_answer(answer)
                self._show_unparsed(self.input)
            self.comment.show_value(answer.comment)
            self.review.blockSignals(True)  # noqa: FBT003 - Qt's own
            self.review.setChecked(answer.marked_for_review)
            self.review.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._is_filled = True
        if self.evidence is not None:
            self.evidence.show_evidence(self.open_draft.draft.audit.evidence_for(self.question.id))
            self.evidence.show_others(self.open_draft.draft.audit)
        self.carried.show_for(unconfirmed=answer.unconfirmed)
        self.plan.show_actions(self.open_draft.draft.audit.actions_for(self.question.id))
        self._show_problems()

    @override
    def first_field(self) -> QWidget | None:
        if self.input is not None:
            return self.input.first_field()
        return self.evidence.drop.choose if self.evidence is not None else None

    @override
    def reveal(self, field: str) -> None:
        if field == self.guidance.objectName():
            self.guidance.open()

    def _is_typing(self, key: Key) -> bool:
        """Whether this page holds text that is newer than the saved draft, so that it must not be replaced."""
        return self._is_filled and self.open_draft.is_pending(key)

    @override
    def next_button_text(self) -> str:
        return self.keeping.go_on

    @override
    def take_width(self, width: int) -> int:
        """Put the guidance beside the question if both fit. A table needs a whole column."""
        needed = SPACE.column if self.question.kind is QuestionKind.TABLE else SPACE.least_column
        left = width - self.theme.pixels(needed + SPACE.gap)
        beside = left >= self.theme.pixels(SPACE.least_guidance)
        guidance = min(left, self.theme.pixels(SPACE.guidance))
        if beside and self._columns.indexOf(self.guidance) < 0:
            self._main_layout.removeWidget(self.guidance)
            self._columns.addWidget(self.guidance)
        elif not beside and self._main_layout.indexOf(self.guidance) < 0:
            self._columns.removeWidget(self.guidance)
            self.guidance.setMinimumWidth(0)
            self.guidance.setMaximumWidth(16_777_215)
            self._main_layout.insertWidget(0, self.guidance)
        if beside:
            self.guidance.setFixedWidth(guidance)
        self._tell_place(beside=beside)
        self.guidance.set_beside(beside=beside)
        self.guidance.show()
        return self.theme.pixels(SPACE.column) + (guidance + self.theme.pixels(SPACE.gap) if beside else 0)

    def _tell_place(self, *, beside: bool) -> None:
        """Announce that the guidance moved, which people who do not see the page would otherwise not know."""
        if self._guidance_is_beside not in {None, beside}:
            button_text = self.guidance.toggle.text().replace("&", "")
            announce(self, "Guidance is beside the question" if beside else f"Guidance: press “{button_text}”")
        self._guidance_is_beside = beside

    @override
    def confirm(self) -> None:
        """Confirm an answer that was carried over: a person who goes on agrees with it."""
        answer = self.open_draft.answer(self.question.id)
        if answer.unconfirmed:
            self.open_draft.edit(msgspec.structs.replace(answer, unconfirmed=False))

    def _confirm_carried(self) -> None:
        """One click says that the answer is still true. The keyboard then goes to the answer."""
        answer = self.open_draft.answer(self.question.id)
        self.open_draft.decide(msgspec.structs.replace(answer, unconfirmed=False))
        field = self.first_field()
        if field is not None:
            field.setFocus()

    def _build(self) -> None:
        self.problems = ProblemSummary(self.theme, "Still needed here")
        self.carried = CarriedPanel(self.services, self.question.id, lambda: self.open_draft.draft)
        self.carried.still_true.connect(self._confirm_carried)
        for part in (self.problems, self.carried):
            self._main_layout.addWidget(part)
        if self.input is not None:
            self._main_layout.addWidget(self.input)
            self.input.typed.connect(self._on_typed)
            self.input.decided.connect(self._on_decided)
        self.comment = TextField(self.theme, lines=2)
        self.comment.setObjectName("comment")
        self.comment.typed.connect(self._on_typed)
        self.plan = ActionEdits(self.services, self.open_draft, heading="Your action for this question")
        self._add_parts()
        self.review = CheckCard(self.theme, CardOption("review", self.say("Mark for review, to come back to it later")))
        self.review.setObjectName("review")
        self.review.toggled.connect(self._on_decided)  # a screen reader toggles it without clicking
        self._main_layout.addWidget(self.review)
        self._main_layout.addWidget(self._ask_panel())
        self._main_layout.addWidget(self._private_note())
        self._main_layout.addStretch(1)

    def _add_parts(self) -> None:
        """Put the comment right under its subject: the choice, or the files if they are the answer."""
        if self.question.kind is QuestionKind.FILE:
            self.evidence = self._evidence_panel()
            self._add_comment()
            self._main_layout.addWidget(self.plan)
        else:
            self._add_comment()
            self._main_layout.addWidget(self.plan)
            self.evidence = self._evidence_panel()

    def _add_comment(self) -> None:
        row = FormRow(self.theme, self.say("Comment"), self.comment, optional=self.say("{} (optional)"))
        if self.question.kind in HAS_COMMENT or self.open_draft.answer(self.question.id).comment:
            self._main_layout.addWidget(row)
        else:
            row.setParent(self)
            row.hide()

    def _ask_panel(self) -> AskPanel:
        name = self.question.id

        def lines(records: tuple[AskRecord, ...], now: dt.datetime) -> Iterable[str]:
            return (ask_line_of_question(one, name, now) for one in records if name in one.questions)

        panel = AskPanel(self.services, self.open_draft.draft, lines)
        panel.offer("Ask a colleague about this question…", (name,))
        panel.wanted.connect(self.ask_wanted)
        return panel

    def _private_note(self) -> QWidget:
        """Set the note apart in look and words, so that nobody mistakes it for text to the partnership."""
        apart = Card(self.theme, "panel")
        self.note = TextField(self.theme, lines=2)
        self.note.setObjectName("note")
        self.note.typed.connect(lambda: self.open_draft.edit(PrivateNote(self.question.id, self.note.value())))
        apart.column.addWidget(FormRow(self.theme, "Private note", self.note, hint=self.keeping.note))
        return apart

    def _evidence_panel(self) -> EvidencePanel | None:
        rule = self.open_draft.draft.topic.evidence_rule(self.question)
        if rule is None:
            return None
        panel = EvidencePanel(self.services, self.open_draft, self.question, rule)
        if self.input is not None:
            scale = self.open_draft.draft.topic.scale_of(self.question)
            is_asked = scale is not None and any(option.needs_evidence for option in scale.options)
            heading = self.say("Evidence") if is_asked else self.say("{} (optional)", self.say("Evidence"))
            self._main_layout.addWidget(label(heading, Kind.HEADING))
        self._main_layout.addWidget(panel)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)  # a text field handles its own paste
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(panel.paste)
        return panel

    def _typed_answer(self) -> Answer:
        answer = self.open_draft.answer(self.question.id)
        if self.input is not None:
            answer = self.input.apply_to(answer)
        return msgspec.structs.replace(
            answer, comment=self.comment.value(), marked_for_review=self.review.isChecked(), unconfirmed=False
        )

    def _show_unparsed(self, shown: AnswerInput) -> None:
        typed = self.open_draft.unparsed.get(Key(Answer, self.question.id), "")
        if self.open_draft.answer(self.question.id).is_given() and not isinstance(shown, TableInput):
            self.open_draft.keep_unparsed(Key(Answer, self.question.id), "")
        elif typed and not shown.unparsed():
            shown.show_unparsed(typed)

    def _on_typed(self) -> None:
        if self.input is not None:
            self.open_draft.keep_unparsed(Key(Answer, self.question.id), self.input.unparsed())
        self.open_draft.edit(self._typed_answer())

    def _on_decided(self) -> None:
        self.open_draft.decide(self._typed_answer())

    def _state(self) -> StepState:
        return question_state(self.open_draft.draft.topic, self.open_draft.draft.audit, self.question)

    def _show_problems(self) -> None:
        """Show gaps only if the person had begun this question before: a page that nobody has used shows no gaps."""
        draft = self.open_draft.draft
        gaps = question_gaps(draft.topic, draft.audit, self.question) if self._was_touched else ()
        links: tuple[Link, ...] = tuple((gap_text(draft.topic, gap), self._follow(gap)) for gap in gaps)
        self.problems.show_links(links)

    def _follow(self, gap: Gap) -> Callable[[], None]:
        def follow() -> None:
            target = self._field_for(gap) or self.first_field()
            if target is not None:
                target.setFocus()

        return follow

    def _field_for(self, gap: Gap) -> QWidget | None:
        if gap.code in {GapCode.CELL_MISSING, GapCode.CELL_OUT_OF_RANGE} and isinstance(self.input, TableInput):
            return self.input.field_named(gap.detail)
        if gap.code in {GapCode.REASON_MISSING, GapCode.REASON_OR_FILE_MISSING} and isinstance(self.input, ChoiceInput):
            return self.input.reason
        if gap.code is GapCode.OTHER_UNSPECIFIED and isinstance(self.input, ChoiceInput):
            return self.input.other
        if gap.code is GapCode.PERSON_DETAIL_MISSING and isinstance(self.input, PeopleInput):
            role, _, detail = gap.detail.partition(".")
            return self.input.fields.get((role, Detail(detail)))
        if gap.code in {GapCode.EVIDENCE_MISSING, GapCode.FILE_MISSING} and self.evidence is not None:
            return self.evidence.drop.choose
        return self.plan.field_for(gap) if gap.action else None


def _caption(draft: Draft, question: Question) -> str:
    asked = asked_questions(draft.topic, draft.audit)
    say = say_for(draft.topic)
    number = next((at for at, other in enumerate(asked, 1) if other.id == question.id), 0)
    shown = draft.topic.number_of(question.id)
    place = say("Question {} of {}", number, len(asked))
    if shown != str(number):
        place = say("Question {} ({} of {})", shown, number, len(asked))
    return place if question.required else say("{} (optional)", place)
