"""One question: its answer, a comment, files, the actions that a weak answer needs, and guidance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QWidget

from s11desk.desktop.inputs.answers.answer_input import AnswerInput
from s11desk.desktop.inputs.answers.input_for_question import HAS_COMMENT, answer_input
from s11desk.desktop.inputs.answers.table_input import TableInput
from s11desk.desktop.inputs.evidence.evidence_panel import EvidencePanel
from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.messages.form_say import say_for
from s11desk.desktop.messages.state_words import gap_text
from s11desk.desktop.pages.ask_panel import AskPanel
from s11desk.desktop.pages.page import Page
from s11desk.desktop.pages.plan.action_edits import ActionEdits
from s11desk.desktop.pages.problem_summary import Link, ProblemSummary
from s11desk.desktop.pages.question.carried_panel import CARRIED, CarriedPanel
from s11desk.desktop.pages.question.gap_field import field_for_gap
from s11desk.desktop.pages.question.guidance_panel import GuidancePanel
from s11desk.desktop.pages.question.guidance_place import GuidancePlace
from s11desk.desktop.pages.question.question_section import begins_section, place_words, section_text, section_title
from s11desk.desktop.pages.question.request_panel import RequestPanel
from s11desk.desktop.pages.question.wanted_panel import WantedPanel
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import column, delete_now
from s11desk.desktop.parts.reading.announcing import reader_listens
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label, show_words
from s11desk.desktop.parts.visit import next_visit
from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.desktop.theme.tokens import SPACE
from s11desk.domain.asking.asked_questions import AskRecord
from s11desk.domain.audits.audit import Answer, PrivateNote
from s11desk.domain.audits.completeness import Gap
from s11desk.domain.audits.flow import Step, StepKind, StepState, step_state
from s11desk.domain.audits.own_gaps import own_question_gaps
from s11desk.domain.topics.topic import EvidenceRule, Question, QuestionKind, Topic
from s11desk.override import override
from s11desk.wording.asking.ask_record_sentences import ask_line_of_question

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.audits.drafts import Draft


class QuestionPage(Page):
    """The step of one question. It hands every change to the open draft."""

    question: Question

    def __init__(self, services: Services, open_draft: OpenDraft, step: Step, question: Question) -> None:
        super().__init__(services, open_draft, step, "")
        topic = open_draft.draft.topic
        self.say = say_for(topic)
        self._is_filled = False
        self._about: QWidget | None = None
        self._hint = label("", Kind.QUIET)
        self._hint.setMaximumWidth(self.theme.pixels(SPACE.column))
        beside = QHBoxLayout()  # without this row Qt would compute its height from the width of the page
        beside.addWidget(self._hint, 100)
        beside.addStretch(1)
        self.layout_.addLayout(beside)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(self.theme.pixels(SPACE.gap))
        self._main = QWidget()
        self._main_layout = column(self._main, self.theme)
        self._columns.addWidget(self._main, 1)
        self.layout_.addLayout(self._columns)
        self.guidance = GuidancePanel(services, topic, question)
        self._guidance_place = GuidancePlace(self.theme, self.guidance, self._columns, self._main_layout)
        self.input: AnswerInput | None = None
        self.evidence: EvidencePanel | None = None
        self._make_parts()
        self.show_question(step, question)

    def show_question(self, step: Step, question: Question) -> None:
        """Show another question in the same widgets, exactly as a new page would show it.

        Take the keyboard from the page before, so that what was typed last still belongs to the former question.
        """
        self._is_filled = False  # from here to the end nothing that the page shows is anybody's answer
        self.visit = next_visit(self, self.visit)
        self.step, self.question = step, question
        draft = self.open_draft.draft
        self._guidance_place.start_over()
        self._release_buttons()
        self.show_heading(question.text, place_words(draft, question), section=section_title(draft.topic, question))
        self._show_about(draft)
        show_words(self._hint, question.help)
        self._hint.setVisible(bool(question.help))
        self.guidance.show_question(question)
        self.problems.show_links(())
        self.carried.start_over(question.id)
        self.request.start_over(question.id)
        self.wanted_changes.start_over(question.id)
        self.plan.start_over()
        for row in (self._comment_row, self._note_row):
            row.start_over()
        self._place_parts(draft)
        self._offer_to_ask()
        self._was_touched = self._state() is StepState.IN_PROGRESS

    @property
    def may_show_another(self) -> bool:
        """Whether the page is whole, and no dialog or menu is open whose result belongs to this question.

        No screen reader may listen: it would say each part that is emptied, as if the former answer were lost.
        """
        is_in_use = QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None
        return self._is_filled and not is_in_use and not reader_listens()

    def _release_buttons(self) -> None:
        """A button that was pressed on the former question is not clicked when the mouse is released."""
        for pressed in self.findChildren(QAbstractButton):
            if pressed.isDown():
                pressed.setDown(False)

    def _show_about(self, draft: Draft) -> None:
        """Show what the section says about itself, if this is its first question."""
        if self._about is not None:
            delete_now(self._about)
            self._about = None
        if begins_section(draft.topic, draft.audit, self.question):
            self._about = section_text(self.theme, draft.topic, self.question)
        if self._about is not None:
            self.layout_.insertWidget(1, self._about)
            self._about.show()

    @override
    def show_draft(self) -> None:
        answer = self.open_draft.answer(self.question.id)
        if not self._is_typing(Key(PrivateNote, self.question.id)):
            self.note.show_value(self.open_draft.note(self.question.id).text)
        if not self._is_typing(Key(Answer, self.question.id)):
            if self.input is not None:
                self.input.show_in(self.open_draft.draft.audit, answer)
                self._show_unparsed(self.input)
            self.comment.show_value(answer.comment)
            self.review.blockSignals(True)  # noqa: FBT003 - Qt's own
            self.review.setChecked(answer.marked_for_review)
            self.review.blockSignals(False)  # noqa: FBT003 - Qt's own
        if self.evidence is not None:
            self.evidence.show_evidence(self.open_draft.draft.audit.evidence_for(self.question.id))
            self.evidence.show_others(self.open_draft.draft.audit)
        self.carried.show_for(unconfirmed=answer.unconfirmed)
        self.plan.show_actions(self.open_draft.draft.audit.actions_for(self.question.id))
        self._show_problems()
        if not self._is_filled:
            self._introduce()
        self._is_filled = True

    def _introduce(self) -> None:
        """Have a screen reader say the hint with the first control: nobody who hears the page goes past it to there."""
        if self.input is not None:
            self.input.introduce(self.question.help)
        elif self.evidence is not None:
            self.evidence.drop.introduce(self.question.help)

    @override
    def first_field(self) -> QWidget | None:
        if self.input is not None:
            return self.input.first_field()
        return self.evidence.drop.choose if self.evidence is not None else None

    @override
    def notices(self) -> tuple[str, ...]:
        keys = self.keeping.keys if reader_listens() and not self.open_draft.told_keys else ""
        self.open_draft.told_keys = True  # once, as long as the audit is open
        return tuple(filter(None, ("" if self.carried.isHidden() else CARRIED, keys)))

    @override
    def reveal(self, field: str) -> None:
        if field == self.guidance.objectName():
            self.guidance.open()
        self.plan.reveal(field)

    def _is_typing(self, key: Key) -> bool:
        """Whether this page holds text that is newer than the saved draft, so that it must not be replaced."""
        return self._is_filled and self.open_draft.is_pending(key)

    @override
    def next_button_text(self) -> str:
        return self.keeping.go_on

    @override
    def take_width(self, width: int) -> int:
        """Put the guidance beside the question if both fit."""
        return self._guidance_place.fit(width, self.question.kind, self)

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

    def _make_parts(self) -> None:
        """Make the parts that every question has. :meth:`_place_parts` adds the others, in the question's order."""
        self.problems = ProblemSummary(self.theme, "Still needed here", says_links=True)
        self.carried = CarriedPanel(self.services, lambda: self.open_draft.draft)
        self.request = RequestPanel(self.services, lambda: self.open_draft.draft)
        self.wanted_changes = WantedPanel(self.services, lambda: self.open_draft.draft)
        self.wanted_changes.wanted.connect(self.wanted)
        self.carried.still_true.connect(self._confirm_carried)
        self.comment = TextField(self.theme, lines=2)
        self.comment.setObjectName("comment")
        self.comment.typed.connect(self._on_typed)
        self._comment_row = FormRow(self.theme, self.say("Comment"), self.comment, optional=self.say("{} (optional)"))
        self.plan = ActionEdits(self.services, self.open_draft, heading="Your action for this question")
        self._evidence_heading = label("", Kind.HEADING)
        self.review = CheckCard(self.theme, CardOption("review", self.say("Mark for review, to come back to it later")))
        self.review.setObjectName("review")
        self.review.toggled.connect(self._on_decided)  # a screen reader toggles it without clicking
        self._ask = AskPanel(self.services, self.open_draft.draft)
        self._ask.wanted.connect(self.ask_wanted)
        asked = self.request, self.wanted_changes
        for part in (self.problems, *asked, self.carried, self.review, self._ask, self._private_note()):
            self._main_layout.addWidget(part)
        self._main_layout.addStretch(1)
        self._paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)  # a text field pastes by itself
        self._paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._paste.activated.connect(lambda: self.evidence.paste() if self.evidence is not None else None)

    def _place_parts(self, draft: Draft) -> None:
        """Put the comment right under its subject: the choice, or the files if they are the answer."""
        self._take_input(answer_input(self.theme, draft.topic, self.question, self.input))
        self._take_evidence(draft.topic.evidence_rule(self.question))
        last = self.input.last if self.input is not None else None
        files, about_answer = (self._evidence_heading, self.evidence), (self._comment_row, last, self.plan)
        is_file = self.question.kind is QuestionKind.FILE
        wanted = (self.input, *((*files, *about_answer) if is_file else (*about_answer, *files)))
        parts = [part for part in wanted if part is not None]
        first = self._main_layout.indexOf(self.carried) + 1
        if [self._main_layout.indexOf(part) for part in parts] != list(range(first, first + len(parts))):
            for part in parts:
                self._main_layout.removeWidget(part)
            for place, part in enumerate(parts, first):
                self._main_layout.insertWidget(place, part)
        for new in (self.input, self.evidence):
            if new is not None:
                new.show()  # Qt shows what is added to a visible page only later
        has_comment = self.question.kind in HAS_COMMENT or bool(self.open_draft.answer(self.question.id).comment)
        self._comment_row.setVisible(has_comment)
        self._show_evidence_heading(draft.topic)

    def _take_input(self, wanted: AnswerInput | None) -> None:
        if wanted is self.input:
            return
        for part in (self.input, self.input.last if self.input is not None else None):
            if part is not None:
                delete_now(part)
        self.input = wanted
        if wanted is not None:
            wanted.chosen = self.keeping.chosen
            wanted.typed.connect(self._on_typed)
            wanted.decided.connect(self._on_decided)

    def _take_evidence(self, rule: EvidenceRule | None) -> None:
        if self.evidence is not None and rule is not None and self.evidence.serve(self.question, rule):
            return
        if self.evidence is not None:
            delete_now(self.evidence)
        self.evidence = EvidencePanel(self.services, self.open_draft, self.question, rule) if rule else None
        self._paste.setEnabled(rule is not None)

    def _show_evidence_heading(self, topic: Topic) -> None:
        scale = topic.scale_of(self.question)
        is_asked = scale is not None and any(option.needs_evidence for option in scale.options)
        heading = self.say("Evidence") if is_asked else self.say("{} (optional)", self.say("Evidence"))
        show_words(self._evidence_heading, heading)
        self._evidence_heading.setVisible(self.input is not None and self.evidence is not None)

    def _offer_to_ask(self) -> None:
        name = self.question.id

        def lines(records: tuple[AskRecord, ...], now: dt.datetime) -> Iterable[str]:
            return (ask_line_of_question(one, name, now) for one in records if name in one.questions)

        self._ask.show_lines(lines)
        self._ask.offer("Ask a colleague about this question…", (name,))

    def _private_note(self) -> QWidget:
        """Set the note apart in look and words, so that nobody mistakes it for text to the partnership."""
        apart = Card(self.theme, "panel")
        self.note = TextField(self.theme, lines=2)
        self.note.setObjectName("note")
        self.note.typed.connect(self._on_note_typed)
        self._note_row = FormRow(self.theme, "Private note", self.note, hint=self.keeping.note)
        apart.column.addWidget(self._note_row)
        return apart

    def _on_note_typed(self) -> None:
        if self._is_filled:
            self.open_draft.edit(PrivateNote(self.question.id, self.note.value()))

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
        if not self._is_filled:
            return
        if self.input is not None:
            self.open_draft.keep_unparsed(Key(Answer, self.question.id), self.input.unparsed())
        self.open_draft.edit(self._typed_answer())

    def _on_decided(self) -> None:
        if self._is_filled:
            self.open_draft.decide(self._typed_answer())

    def _state(self) -> StepState:
        step = Step(StepKind.QUESTION, self.question.id)
        return step_state(self.open_draft.draft.topic, self.open_draft.draft.audit, step)

    def _show_problems(self) -> None:
        """Show gaps only if the person had begun this question before: a page that nobody has used shows no gaps."""
        draft = self.open_draft.draft
        gaps = own_question_gaps(draft.topic, draft.audit, self.question) if self._was_touched else ()
        links: tuple[Link, ...] = tuple((gap_text(draft.topic, gap), self._follow(gap)) for gap in gaps)
        self.problems.show_links(links)

    def _follow(self, gap: Gap) -> Callable[[], None]:
        def follow() -> None:
            target = field_for_gap(gap, self.input, self.evidence, self.plan) or self.first_field()
            if target is not None:
                target.setFocus()

        return follow
