"""The input for a choice: one of several, several of many, yes or no, or a judgement on a scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from s11desk.desktop.inputs.answers.answer_input import AnswerInput, group_name
from s11desk.desktop.inputs.answers.leftover_row import LeftoverRow
from s11desk.desktop.inputs.answers.option_filter import MANY, OptionFilter
from s11desk.desktop.inputs.fields import LineField, TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard, RadioCard, say_places
from s11desk.desktop.parts.group import Group
from s11desk.desktop.parts.layout.layouts import column, keeps_room
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.text.text_parts import button, frame
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Answer
from s11desk.domain.topics import topic as packs
from s11desk.override import override

_REASON = "Reason"
_KEPT = " What you wrote in it is kept in your audit, and left out of the return."
_REASON_HINT = "Why did you choose this answer?"
_NOT_APPLICABLE_HINT = "Why does this not apply to you?"


class ChoiceInput(AnswerInput):
    """A card for each option. Fields that an option needs appear right under it."""

    def __init__(self, theme: Theme, topic: packs.Topic, question: packs.Question) -> None:
        super().__init__(theme, topic, question)
        self._shape = shape_of(topic, question)
        self._several = self._shape.several
        self._asks = self._shape.asks
        self._takes_other = self._shape.takes_other
        self._together = Group(group_name(topic, question))
        column(self, theme).addWidget(self._together)
        self._layout = column(self._together, theme, spacing=8)
        self._group = QButtonGroup(self)
        self._group.setExclusive(not self._several)
        self._is_showing = self._was_chosen = False
        self._cards: dict[str, RadioCard | CheckCard] = {}
        self._under: dict[QWidget, str] = {}  # the code of the card that a revealed row belongs to
        offered = self._shape.offered
        self._filter = self._make_filter(len(offered)) if len(offered) > MANY and not self._several else None
        for option in offered:
            self._add_card(option)
        self._say_places(list(self._cards.values()))
        self._add_fields()
        self.left_other = self._make_leftover("written beside “Other”", self.other)
        self.left_reason = self._make_leftover("written for another answer", self.reason)
        self._clear = button("Clear my answer", "link")
        self._clear.clicked.connect(self._on_clear)
        keeps_room(self._clear)  # nothing below moves under the mouse when an answer is chosen
        self._layout.addWidget(self._clear)
        self.last = self._clear

    def _add_fields(self) -> None:
        self.reason = TextField(self.theme, lines=2)
        self.reason.setObjectName("reason")
        self.other = LineField()
        self.other.setObjectName("other")
        self._reason_form = FormRow(self.theme, _REASON, self.reason, hint=_REASON_HINT)
        self._reason_row = self._make_reveal(self._reason_form)
        self._other_form = FormRow(self.theme, "What is it?", self.other)
        self._other_row = self._make_reveal(self._other_form)
        self.reason.typed.connect(self.typed)
        self.other.typed.connect(self.typed)

    @override
    def serve(self, topic: packs.Topic, question: packs.Question) -> bool:
        if shape_of(topic, question) != self._shape:
            return False
        self.question, self._was_chosen = question, False
        self._together.setAccessibleName(group_name(topic, question))
        self._reason_form.start_over()
        self._other_form.start_over()
        if self._filter is not None:
            self._filter.start_over()
        return True

    @override
    def show_answer(self, answer: Answer) -> None:
        chosen = {answer.choice, *answer.choices} - {""}
        self._check(chosen)
        self.reason.show_value(answer.reason)
        self.other.show_value(answer.other)
        self._place_reveals(answer)
        self._say_chosen()

    def _say_chosen(self) -> None:
        """Once a choice is kept, say which: parts come and go with it."""
        names = [card.accessibleName() for card in self._cards.values() if card.isChecked()]
        if self._was_chosen and names:
            announce(self, self.chosen.format(", ".join(names)))
        self._was_chosen = False

    @override
    def introduce(self, about: str) -> None:
        if self._filter is not None:
            self._filter.row.introduce(about)
        else:
            super().introduce(about)

    @override
    def apply_to(self, answer: Answer) -> Answer:
        chosen = tuple(code for code, card in self._cards.items() if card.isChecked())
        if self._several:
            answer = msgspec.structs.replace(answer, choices=chosen)
        else:
            answer = msgspec.structs.replace(answer, choice=chosen[0] if chosen else "")
        if self._takes_other:
            answer = msgspec.structs.replace(answer, other=self.other.text())
        return msgspec.structs.replace(answer, reason=self.reason.value()) if self._asks else answer

    @override
    def first_field(self) -> QWidget | None:
        if self._filter is not None:
            return self._filter.field
        chosen = (card for card in self._cards.values() if card.isChecked())
        return next(chosen, next(iter(self._cards.values()), None))

    def _make_filter(self, number: int) -> OptionFilter:
        option_filter = OptionFilter(self.theme, number, has_other=self._takes_other)
        option_filter.typed.connect(self._filter_cards)
        option_filter.down_pressed.connect(self._go_down)
        self._layout.addWidget(option_filter)
        return option_filter

    def _filter_cards(self) -> None:
        """Keep the chosen card and "other" visible: "other" is the answer if nothing fits."""
        if self._filter is None:
            return
        matching = self._filter.matching({code: card.accessibleName() for code, card in self._cards.items()})
        for code, card in self._cards.items():
            card.setVisible(code in matching or card.isChecked() or code == packs.OTHER)
        self._place_first(matching)
        self._lead_tab_to_shown()
        self._say_places([card for card in self._in_order() if not card.isHidden()])
        other = packs.OTHER in self._cards and packs.OTHER not in matching
        self._filter.show_count(len(matching), len(self._cards), beside=", and “Other”" if other else "")

    def _place_first(self, codes: Sequence[str]) -> None:
        """Place the cards of ``codes`` first, "other" last of them, and then the rest in the order of the pack."""
        if self._filter is None:
            return
        found = sorted(codes, key=lambda code: code == packs.OTHER)
        place = self._layout.indexOf(self._filter) + 1
        for code in dict.fromkeys((*found, *self._cards)):
            rows = (row for row, owner in self._under.items() if owner == code)
            for part in (self._cards[code], *rows):
                self._layout.removeWidget(part)
                self._layout.insertWidget(place, part)
                place += 1

    def _lead_tab_to_shown(self) -> None:
        """Let Tab come to an option that is shown. Qt leads it to the last one used, which may be filtered out."""
        shown = [card for card in self._in_order() if not card.isHidden()]
        entry = next((card for card in shown if card.isChecked()), next(iter(shown), None))
        for card in self._cards.values():
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if card is entry else Qt.FocusPolicy.ClickFocus)

    def _say_places(self, cards: Sequence[RadioCard | CheckCard]) -> None:
        """Say which of how many each option is. To options that go together, Tab leads one by one."""
        say_places([card for card in cards if isinstance(card, RadioCard)])

    def _in_order(self) -> list[RadioCard | CheckCard]:
        """The cards as they stand, from the top."""
        return sorted(self._cards.values(), key=self._layout.indexOf)

    def _go_down(self) -> None:
        shown = next((card for card in self._in_order() if card.isVisible()), None)
        if shown is not None:
            shown.setFocus()

    def _add_card(self, option: CardOption) -> None:
        card = CheckCard(self.theme, option) if self._several else RadioCard(self.theme, option)
        card.setObjectName(f"option-{option.code}")
        card.toggled.connect(self._on_toggled)  # a screen reader toggles an option without clicking it
        self._group.addButton(card)
        if self._filter is not None:
            self._filter.watch(card)
        self._cards[option.code] = card
        self._layout.addWidget(card)

    def _make_leftover(self, whose: str, field: LineField | TextField) -> LeftoverRow:
        row = LeftoverRow(self.theme, whose)

        def remove() -> None:
            field.show_value("")
            self._on_chosen()

        row.removed.connect(remove)
        self._layout.addWidget(row)
        return row

    def _make_reveal(self, row: FormRow) -> QWidget:
        revealed = frame("reveal")
        inside = QHBoxLayout(revealed)
        inside.setContentsMargins(self.theme.pixels(16), self.theme.pixels(4), 0, self.theme.pixels(8))
        inside.addWidget(row)
        indented = QWidget(self)
        outer = column(indented, self.theme, spacing=0)
        outer.setContentsMargins(self.theme.pixels(24), 0, 0, 0)
        outer.addWidget(revealed)
        indented.hide()
        return indented

    def _on_toggled(self, chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        if not self._is_showing and (chosen or self._several):
            self._on_chosen()

    def _on_chosen(self) -> None:
        rows = ((self._reason_row, self._reason_form), (self._other_row, self._other_form))
        before = [(row, row.isHidden(), form.entry.accessibleName()) for row, form in rows]
        kept = [bool(self.reason.value().strip()), bool(self.other.text().strip())]
        self._place_reveals(self.apply_to(Answer(question="")))
        for (row, was_hidden, name), has_words, (_, form) in zip(before, kept, rows, strict=True):
            if was_hidden and not row.isHidden():
                announce(self, f"A box to fill in was added below: {form.entry.accessibleName()}")
            elif not was_hidden and row.isHidden():
                announce(self, f"The box “{name}” was taken away.{_KEPT if has_words else ''}")
        self._was_chosen = True
        self.decided.emit()

    def _on_clear(self) -> None:
        self._check(frozenset())
        self._on_chosen()
        announce(self, "Your answer is cleared")
        first = self.first_field()
        if first is not None:
            first.setFocus()

    def _check(self, chosen: Set[str]) -> None:
        """Set the cards without counting that as a person's choice."""
        self._is_showing = True
        self._group.setExclusive(False)
        for code, card in self._cards.items():
            card.setChecked(code in chosen)
        self._group.setExclusive(not self._several)
        self._is_showing = False

    def _place_reveals(self, answer: Answer) -> None:
        chosen = [code for code, card in self._cards.items() if card.isChecked()]
        wanted = [code for code in chosen if code in self._asks]
        if wanted:
            asked = self._asks.get(wanted[0], "")
            self._reason_form.rename(asked or _REASON, hint="" if asked else self._hint(wanted[0]))
        self._show_under(self._reason_row, wanted[0] if wanted else "")
        self._show_under(self._other_row, packs.OTHER if self._takes_other and packs.OTHER in chosen else "")
        has_other = not self._takes_other or packs.OTHER in chosen
        self.left_other.show_words("" if has_other else self.other.text())
        self.left_reason.show_words("" if wanted else answer.reason)
        if self._filter is not None:
            self._filter.show_chosen(self._cards[chosen[0]].accessibleName() if chosen else "")
        self._clear.setVisible(bool(chosen))

    def _hint(self, code: str) -> str:
        return _NOT_APPLICABLE_HINT if code in self._shape.left_out else _REASON_HINT

    def _show_under(self, row: QWidget, code: str) -> None:
        if code and self._under.get(row) != code:
            self._layout.removeWidget(row)
            self._layout.insertWidget(self._layout.indexOf(self._cards[code]) + 1, row)
            self._under[row] = code
        row.setVisible(bool(code))


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """All that decides which widgets an input for a choice has.

    ``several``: more than one option may be chosen. ``asks``: what is asked for beside an option. ``left_out``: the
    codes of options that are no judgement. ``takes_other``: an option is "Other".
    """

    several: bool
    offered: tuple[CardOption, ...]
    asks: Mapping[str, str]
    left_out: Set[str]
    takes_other: bool


def shape_of(topic: packs.Topic, question: packs.Question) -> ChoiceShape:
    """Return the shape of the input for a choice that ``question`` needs."""
    return ChoiceShape(
        question.kind is packs.QuestionKind.MULTIPLE_CHOICE,
        options(topic, question),
        _reasons_asked(topic, question),
        _left_out(topic, question),
        packs.OTHER in packs.answer_codes(topic, question),
    )


def options(topic: packs.Topic, question: packs.Question) -> tuple[CardOption, ...]:
    """Return the options in the order and words of the pack."""
    scale = topic.scale_of(question)
    if scale is not None:
        return tuple(CardOption(o.code, o.label, question.descriptor(o), o.colour) for o in scale.options)
    codes = packs.answer_codes(topic, question)
    return tuple(CardOption(code, packs.label_of(topic, question, code)) for code in codes)


def _reasons_asked(topic: packs.Topic, question: packs.Question) -> Mapping[str, str]:
    """For each option that takes a reason, what the pack asks for; empty if it says nothing of its own."""
    scale = topic.scale_of(question)
    return {option.code: option.asks for option in scale.options if option.takes_reason} if scale else {}


def _left_out(topic: packs.Topic, question: packs.Question) -> Set[str]:
    """The options that are no judgement, such as "Not applicable"."""
    scale = topic.scale_of(question)
    return {option.code for option in scale.options if option.left_out_of_totals} if scale else set()
