"""The choices above the table of agencies and questions: topic, what is beside it, filters and order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.inputs.choice_box import ChoiceBox
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.receiving.matrix.matrix_state import MatrixState
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.matrix.arrange_matrix import MatrixArrangement
from s11desk.wording.desk.matrix_words import question_heading


class MatrixChoices(QWidget):
    """``arranged`` carries a :class:`MatrixArrangement`. ``topics_chosen``: the digests of the topic and of the one
    beside it, which may be empty.
    """

    arranged = Signal(object)
    topics_chosen = Signal(str, str)

    def __init__(self, theme: Theme, state: MatrixState) -> None:
        super().__init__()
        self._theme, self._state = theme, state
        self._row = WrappingRow(theme.pixels(12), at_foot=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._row)
        self._add_topics()
        rows, questions, chosen = state.matrix.rows, state.matrix.questions, state.arrangement
        types = [(one, one) for one in sorted({row.type for row in rows if row.type})]
        states = [(one, one) for one in sorted({row.state for row in rows if row.state})]
        sections = [(one, one) for one in dict.fromkeys(one.section for one in questions if one.section)]
        order = [(question_heading(one), one.id) for one in questions]
        self.type = self._add("Type", [("All types", ""), *types], chosen.type)
        self.state = self._add("State", [("All states", ""), *states], chosen.state)
        self.section = self._add("Section", [("All sections", ""), *sections], chosen.section)
        self._is_descending = chosen.is_descending
        self.reverse = button("&Reverse the order")
        self.reverse.clicked.connect(self._reverse)
        self.order = self._add("Order", [("By agency", ""), *order], chosen.sorted_by, self.reverse, least=1)
        for box in (self.type, self.state, self.section, self.order):
            box.currentIndexChanged.connect(lambda _: self.arranged.emit(self.chosen()))

    def chosen(self) -> MatrixArrangement:
        """What is chosen now."""
        boxes = (self.type, self.state, self.section, self.order)
        kind, state, section, order = (str(box.currentData() or "") for box in boxes)
        return MatrixArrangement(kind, state, section, order, is_descending=self._is_descending)

    def sort_by(self, question: str) -> None:
        """Sort by ``question``; in the reverse order if it is sorted by it already."""
        self._is_descending = self.order.currentData() == question and not self._is_descending
        self.order.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.order.setCurrentIndex(self.order.findData(question))
        self.order.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.arranged.emit(self.chosen())

    def _reverse(self) -> None:
        self._is_descending = not self._is_descending
        self.arranged.emit(self.chosen())

    def _add_topics(self) -> None:
        state = self._state
        topics = [(f"{one.title}, {one.year}", one.digest) for one in state.topics]
        self.topic = self._add("Topic", topics, state.matrix.digest)
        others = [one for one in topics if one[1] != state.matrix.digest]
        self.beside = self._add("Compare with", [("No other audit", ""), *others], state.earlier, least=1)
        self.topic.currentIndexChanged.connect(lambda _: self.topics_chosen.emit(str(self.topic.currentData()), ""))
        self.beside.currentIndexChanged.connect(
            lambda _: self.topics_chosen.emit(state.matrix.digest, str(self.beside.currentData() or ""))
        )

    def _add(
        self, name: str, entries: Sequence[tuple[str, str]], chosen: str, *beside: QWidget, least: int = 2
    ) -> ChoiceBox:
        """Add a list to choose from, and what is ``beside`` it. It is hidden if there is nothing to choose."""
        box = ChoiceBox(entries, chosen)
        row = FormRow(self._theme, name, box)
        if beside:
            self._row.add_together(row, *beside)
        else:
            self._row.addWidget(row)
        choices = sum(bool(value) for _, value in entries)
        row.setVisible(choices >= least or bool(chosen and name != "Topic"))
        return box
