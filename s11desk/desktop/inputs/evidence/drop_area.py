"""The place where files are added: by dropping, choosing or pasting, or from another question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from s11desk.desktop.messages.keeping_words import KeepingWords, keeping_words
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import IconView, Kind, button, escape_shortcut_marks, label
from s11desk.domain.audits.audit import Evidence
from s11desk.domain.topics.topic import EvidenceRule
from s11desk.override import override
from s11desk.wording.amounts import counted, file_size, listed

_LIKE_JPEG = ("jfif", "jpe", "heic", "heif", "webp")
PASTE_HINT = "press Ctrl and V"


class DropArea(QWidget):
    """Shows where files go, and has buttons to add files by keyboard. Files can be dropped anywhere on the page.

    ``cited`` is emitted with a file of another question that the person wants to use here too.
    """

    cited = Signal(object)

    def __init__(self, services: Services, rule: EvidenceRule, add: Callable[[tuple[Path, ...]], None]) -> None:
        super().__init__()
        self._services = services
        self._theme = theme = services.theme
        self._rule = rule
        self._add = add
        self._is_drag_over = False
        self._others: tuple[Evidence, ...] = ()
        self._rule_text = label(self._says(), Kind.SMALL)
        self._rule_text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.choose = button("&Choose files…", name="Choose files to attach")
        theme.icon_beside(self.choose, "paperclip", size=16)
        self.choose.setObjectName("attach")
        self.choose.clicked.connect(self._choose_files)
        self.choose.setAccessibleDescription(self._says())
        self.paste = button("Paste a picture", "link", described=f"A screenshot, for example. Or {PASTE_HINT}")
        self.cite = button("Use a file from another question", "link")
        self.cite.clicked.connect(self._show_others)
        self.cite.hide()
        self._lay_out()

    def introduce(self, about: str) -> None:
        """Have a screen reader say which files may be attached, then ``about``, the hint of the question."""
        self.choose.setAccessibleDescription(spoken(self._says(), about))

    def _says(self) -> str:
        return rule_text(self._rule, keeping_words(is_preview=self._services.is_preview))

    def _lay_out(self) -> None:
        theme, middle = self._theme, Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.pixels(n) for n in (16, 14, 16, 14)))
        layout.setSpacing(theme.pixels(6))
        layout.addWidget(IconView(theme.pixmap("upload", theme.colours.quiet, 24)), 0, middle)
        drag = label("Drag files anywhere onto this page, or")
        drag.setAlignment(middle)
        layout.addWidget(drag)
        layout.addWidget(self.choose, 0, middle)
        row = WrappingRow(theme.pixels(12))
        row.addWidget(self.paste)
        row.addWidget(self.cite)
        holder = QWidget()
        holder.setLayout(row)
        layout.addWidget(holder, 0, middle)
        layout.addWidget(self._rule_text)

    def set_full(self, full: bool) -> None:  # noqa: FBT001 - a state, as Qt names such setters
        """Disable the buttons if the question has as many files as it may have."""
        for action in (self.choose, self.paste, self.cite):
            action.setEnabled(not full)
        limit = f"{counted(self._rule.max_files, 'file')} attached, which is as many as this question takes."
        self._rule_text.setText(limit if full else self._says())

    def offer(self, others: tuple[Evidence, ...]) -> None:
        """Offer the files that are attached to other questions."""
        self._others = others
        self.cite.setVisible(bool(others))

    def _show_others(self) -> None:
        menu = QMenu(self)
        for item in self._others:
            action = menu.addAction(escape_shortcut_marks(f"{item.name}, {file_size(item.size)}"))
            action.triggered.connect(lambda _=False, item=item: self.cited.emit(item))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.cite.mapToGlobal(self.cite.rect().bottomLeft()))

    def takes(self, path: Path) -> bool:
        """Whether the question takes a file with this ending."""
        return path.suffix.lower().removeprefix(".") in choosable_types(self._rule)

    def show_drag(self, *, is_over: bool) -> None:
        """Show that what is dragged over the page can be dropped."""
        if is_over != self._is_drag_over:
            self._is_drag_over = is_over
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._theme.pixels(1.5)
        painter.setPen(
            QPen(QColor(colours.accent if self._is_drag_over else colours.edge), width, Qt.PenStyle.DashLine)
        )
        painter.setBrush(QColor(colours.accent_soft if self._is_drag_over else colours.raised))
        radius = self._theme.pixels(4)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(width, width, -width, -width), radius, radius)
        painter.end()

    def _choose_files(self) -> None:
        paths = self._services.dialogs.files("Choose files to attach", choosable_types(self._rule))
        if paths:
            self._add(paths)


def choosable_types(rule: EvidenceRule) -> tuple[str, ...]:
    """The endings to offer: those that the question takes, and those of pictures that can be kept as JPEG."""
    takes_jpeg = {"jpg", "jpeg"} & set(rule.types)
    return tuple(dict.fromkeys((*rule.types, *(_LIKE_JPEG if takes_jpeg else ()))))


def rule_text(rule: EvidenceRule, words: KeepingWords) -> str:
    """Say which files may be attached to the question."""
    kinds = listed(kind.upper() for kind in rule.types)
    return (
        f"{kinds}, up to {file_size(rule.max_file_bytes)} each, {counted(rule.max_files, 'file')} at most. "
        f"{words.files}"
    )
