"""Put answers to questions that have no place by themselves: two lists, and what the person says is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.audits.fit_answer import AnswerFitting
from s11desk.domain.topics.question_map import ChoicePair, MappedPair, QuestionMap, pair_of, suggestions
from s11desk.domain.topics.question_matches import MatchKind
from s11desk.domain.topics.topic import Question, answer_codes, label_of
from s11desk.override import override
from s11desk.wording.plain_text import one_line, short_line
from s11desk.wording.topics.forward_sentences import difference_text
from s11desk.wording.topics.question_change_sentences import question_line

if TYPE_CHECKING:
    from s11desk.app.audits.bring_forward import Forward

_ABOUT = (
    "We could not place these answers, because their questions have different words here. Choose an answer at the top, "
    "and its question below. We suggest questions with similar words. Nothing is joined until you say so. What you say "
    "is kept for the next time."
)
_CHOOSE_AGAIN = "Choose again in the audit"
_CHOOSE_FIRST = "Choose an answer at the top and a question below first."
_PUT_TO = ", put to question "
_LIST_HEIGHT = 110
_ID = Qt.ItemDataRole.UserRole


class MapPage(StandalonePage):
    """``map_made`` carries a :class:`QuestionMap` with what the person said."""

    map_made = Signal(object)

    def __init__(self, services: Services, forward: Forward) -> None:
        topic = forward.topic
        super().__init__(services, "Put answers to their questions", short_line(f"{topic.title}, {topic.year}"))
        self._forward = forward
        self._pairs: dict[str, str] = {}
        self._choices: dict[str, QComboBox] = {}
        self._suggested = {one.before.id: one.after.id for one in suggestions(forward.carried.matches)}
        self._answered = {one.match.before.id for one in forward.carried.questions if one.match.before is not None}
        self.layout_.addWidget(label(_ABOUT))
        self.earlier = self._list("Answers without a place", "map-earlier")
        self.later = self._list("Questions without an answer", "map-later")
        self._fill()
        self.about = label("", Kind.QUIET)
        self.layout_.addWidget(self.about)
        self._add_buttons()
        self._options = QWidget()
        self._options_column = column(self._options, self.theme, spacing=10)
        self.layout_.addWidget(self._options)
        self._finish_row()
        self.earlier.itemSelectionChanged.connect(self._suggest)
        self.later.itemSelectionChanged.connect(self._describe)
        self.earlier.setCurrentRow(0)
        self._ask_options()

    @override
    def first_field(self) -> QWidget:
        return self.earlier

    def made(self) -> QuestionMap:
        """What the person said."""
        before, now = self._forward.earlier.topic, self._forward.topic
        pairs: list[MappedPair] = []
        for old_id, new_id in self._pairs.items():
            old, new = before.question(old_id), now.question(new_id)
            if old is not None and new is not None:
                pairs.append(pair_of(old, new))
        choices = (ChoicePair(old, str(box.currentData())) for old, box in self._choices.items() if box.currentData())
        return QuestionMap(before.id, now.id, tuple(pairs), tuple(choices))

    def put_together(self) -> None:
        """Put the chosen answer to the chosen question."""
        old, new = self._chosen(self.earlier), self._chosen(self.later)
        if not old or not new:
            self.about.setText(_CHOOSE_FIRST)
            announce(self, _CHOOSE_FIRST, at_once=True)
        else:
            self._pairs = {one: place for one, place in self._pairs.items() if place != new} | {old: new}
            self._show_pairs()
            announce(self, f"Put together: {self.earlier.selectedItems()[0].text()}", at_once=True)

    def take_apart(self) -> None:
        """Leave the chosen answer without a place."""
        if self._pairs.pop(self._chosen(self.earlier), None) is not None:
            self._show_pairs()
            announce(self, "Taken apart", at_once=True)

    def _list(self, name: str, object_name: str) -> QListWidget:
        found = QListWidget()
        found.setObjectName(object_name)
        found.setAccessibleName(name)
        found.setProperty("kind", "lines")
        found.setWordWrap(True)
        found.setFixedHeight(self.theme.pixels(_LIST_HEIGHT))
        card = Card(self.theme, "panel", name, edges=(8, 8), spacing=4)
        card.column.addWidget(found)
        self.layout_.addWidget(card)
        return found

    def _fill(self) -> None:
        before, now = self._forward.earlier.topic, self._forward.topic
        for match in self._forward.carried.matches:
            if match.kind is MatchKind.REMOVED and match.before is not None and match.before.id in self._answered:
                self._add(self.earlier, match.before.id, question_line(before, match.before))
            elif match.kind is MatchKind.ADDED and match.after is not None:
                self._add(self.later, match.after.id, question_line(now, match.after))

    def _add(self, where: QListWidget, name: str, text: str) -> None:
        item = QListWidgetItem(text[:1].upper() + text[1:])
        item.setData(_ID, name)
        where.addItem(item)

    def _add_buttons(self) -> None:
        row = WrappingRow(self.theme.pixels(12))
        self.together = button("Pu&t the answer here")
        self.together.setObjectName("put-together")
        self.together.clicked.connect(self.put_together)
        self.apart = button("Take &apart", "link")
        self.apart.clicked.connect(self.take_apart)
        row.addWidget(self.together)
        row.addWidget(self.apart)
        self.layout_.addLayout(row)

    def _finish_row(self) -> None:
        row = WrappingRow(self.theme.pixels(12))
        self.done = button("&Use this", "primary")
        self.done.setObjectName("use-map")
        self.done.clicked.connect(lambda: self.map_made.emit(self.made()))
        later = button("&Not now", "link")
        later.clicked.connect(self.left)
        row.addWidget(self.done)
        row.addWidget(later)
        self.layout_.addLayout(row)

    def _chosen(self, where: QListWidget) -> str:
        """The id of the selected line. A screen reader selects one without making it the current one."""
        items = where.selectedItems()
        return str(items[0].data(_ID)) if items else ""

    def _suggest(self) -> None:
        """Go to the question that the answer was put to, else to the one with similar words. Do nothing with it."""
        old = self._chosen(self.earlier)
        wanted = self._pairs.get(old) or self._suggested.get(old, "")
        for row in range(self.later.count()):
            if self.later.item(row).data(_ID) == wanted:
                self.later.setCurrentRow(row)
        self._describe()

    def _describe(self) -> None:
        old, new = self._chosen(self.earlier), self._chosen(self.later)
        before, after = self._forward.earlier.topic.question(old), self._forward.topic.question(new)
        if before is None or after is None:
            self.about.setText("")
            return
        if self._pairs.get(old) == new:
            start = "Put together."
        else:
            start = "Similar words." if self._suggested.get(old) == new else "Not put together."
        words = difference_text(self._forward.earlier.topic, before, self._forward.topic, after)
        self.about.setText(f"{start} Earlier: “{one_line(before.text)}” Here: “{one_line(after.text)}” {words}")

    def _show_pairs(self) -> None:
        """Mark what is put together, and ask for options with other labels."""
        for row in range(self.earlier.count()):
            item = self.earlier.item(row)
            text = item.text().partition(_PUT_TO)[0]
            place = self._forward.topic.question(self._pairs.get(str(item.data(_ID)), ""))
            number = self._forward.topic.number_of(place.id) if place is not None else ""
            item.setText(f"{text}{_PUT_TO}{number}" if number else text)
        self._ask_options()
        self._describe()

    def _ask_options(self) -> None:
        """Ask what each option is here that has another label: of what was put together, and of what came by itself."""
        before, now = self._forward.earlier.topic, self._forward.topic
        fitting = AnswerFitting(before, now, {})
        found = [(one.match.before, one.match.after) for one in self._forward.carried.questions if one.lost]
        found += [(before.question(old), now.question(new)) for old, new in self._pairs.items()]
        for old, new in found:
            if old is not None and new is not None:
                for unknown in fitting.unknown_labels(old, new):
                    if unknown not in self._choices:
                        self._add_choice(unknown, new)

    def _add_choice(self, unknown: str, new: Question) -> None:
        now = self._forward.topic
        box = QComboBox()
        box.addItem(_CHOOSE_AGAIN, "")
        for code in answer_codes(now, new):
            text = label_of(now, new, code)
            box.addItem(one_line(text), text)
        box.setAccessibleName(f"“{one_line(unknown)}” is here")
        self._choices[unknown] = box
        self._options_column.addWidget(FormRow(self.theme, f"“{one_line(unknown)}” is here", box))
