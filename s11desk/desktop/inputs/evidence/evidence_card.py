"""The card of one attached file: thumbnail, name, caption, and buttons to view or remove it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from s11desk import app
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.card import ListedCard
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.open_outside import open_outside
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import IconView, Kind, button, label
from s11desk.desktop.saving.edits import Caption, Key
from s11desk.desktop.saving.jobs import Operation
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.audit import Evidence
from s11desk.override import override
from s11desk.wording.amounts import counted, file_size
from s11desk.wording.dates import local_day

_SIDE = 56
"""Pixels of a thumbnail at 100 %."""
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif"})
_PHOTOS = frozenset({"png", "jpg", "jpeg", "webp", "heic"})
_FROM_CAMERAS = frozenset({"jpg", "jpeg", "heic"})
"""A picture of another type is seldom a photograph, so only a place in it is worth a line."""
_LOOKS_FOR_LOCATION = "Checking if this photo says where it was taken…"
_SHOWS_NO_LOCATION = "The place where it was taken is not in this photo."
_SHOWS_LOCATION = (
    "The place where it was taken is in this photo. Tick “Take out where a photo was taken”, remove the file and add "
    "it again."
)


class EvidenceCard(ListedCard):
    """The card of one attached file.

    ``removed``: the person wants to remove the file.
    """

    removed = Signal()

    def __init__(self, services: Services, open_draft: OpenDraft, item: Evidence, question: str) -> None:
        super().__init__(services.theme, edges=(12, 10))
        self._services = services
        self._theme = services.theme
        self._open_draft = open_draft
        self._question = question
        self.item = item
        self.setAccessibleName(item.name)
        layout = QHBoxLayout()
        self.column.addLayout(layout)
        layout.setSpacing(self._theme.pixels(12))
        self.icon = IconView(self._theme.pixmap("image" if _has_thumbnail(item) else "file-text"))
        self.icon.setFixedWidth(self._theme.pixels(_SIDE))  # the words of all cards are in one line, also beside icons
        layout.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._text_column(), 1)
        self.show_item(item)
        if _has_thumbnail(item):
            self._fetch_thumbnail()
        if item.type in _PHOTOS:
            self._check_location()

    def show_item(self, item: Evidence) -> None:
        """Show ``item``. A caption that is not saved yet stays."""
        self.item = item
        self._facts.setText(_facts(item, self._question))
        if not self._open_draft.is_pending(Key(Caption, item.id)):
            self.caption.show_value(item.caption)

    def _text_column(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(4))
        words.addWidget(label(self.item.name, Kind.STRONG))
        self._facts = label("", Kind.SMALL)
        words.addWidget(self._facts)
        self.location_line = label(_LOOKS_FOR_LOCATION, Kind.SMALL)
        if self.item.type not in _FROM_CAMERAS:  # a photograph always has the line, so nothing moves once it is known
            self.location_line.hide()
        words.addWidget(self.location_line)
        self.caption = _CaptionField()
        self.caption.setObjectName(f"caption-{self.item.id}")
        self.caption.show_value(self._open_draft.caption(self.item.id).text)
        self.caption.typed.connect(self._caption_typed)
        words.addWidget(FormRow(self._theme, "What it shows", self.caption, optional=True, whose=self.item.name))
        words.addLayout(self._buttons())
        return words

    def _buttons(self) -> WrappingRow:
        row = WrappingRow(self._theme.pixels(12))
        view = button("View", "link", name=f"View {self.item.name}")
        view.clicked.connect(self._view)
        remove = button("Remove", "link", name=f"Remove {self.item.name}")
        remove.clicked.connect(self.removed)
        row.addWidget(view)
        row.addWidget(remove)
        return row

    def _caption_typed(self) -> None:
        self._open_draft.edit(Caption(self.item.id, self.caption.text()))

    def _check_location(self) -> None:
        item = self.item
        self._services.jobs.look_up(
            self,
            lambda workspace, _: app.shows_photo_location(workspace, item),
            self._show_location,
            lambda _: self.location_line.hide(),
        )

    def _show_location(self, shows_location: bool) -> None:  # noqa: FBT001 - the result of a job
        self.location_line.setText(_SHOWS_LOCATION if shows_location else _SHOWS_NO_LOCATION)
        if shows_location:
            self.location_line.show()

    def _fetch_thumbnail(self) -> None:
        side = round(self._theme.pixels(_SIDE) * self.devicePixelRatioF())
        known = self._open_draft.thumbnails.get((self.item.sha256, side))
        if known is not None:
            self._show_thumbnail(known)
            return
        keep = partial(self._keep_thumbnail, side)
        self._services.jobs.look_up(self, _read_thumbnail(self.item, side), keep, lambda _: None)

    def _keep_thumbnail(self, side: int, image: QImage) -> None:
        if not image.isNull():
            self._open_draft.thumbnails[self.item.sha256, side] = image
            self._show_thumbnail(image)

    def _show_thumbnail(self, image: QImage) -> None:
        shown = QPixmap.fromImage(image)
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.icon.show_pixmap(shown)

    def _view(self) -> None:
        item = self.item
        self._services.jobs.submit_long(
            lambda workspace, _: app.make_viewing_copy(workspace, item), self._open_copy, listener=self
        )

    def _open_copy(self, copy: Path) -> None:
        if not open_outside(copy):
            self._services.dialogs.show_message(
                "No program was found to show this file", "Install one that can show it, then choose View again."
            )


def _has_thumbnail(item: Evidence) -> bool:
    return item.type in _PICTURES


def _read_thumbnail(item: Evidence, side: int) -> Operation[QImage]:
    """Have Pillow make a picture of at most ``side`` pixels. A null image if the file is damaged or too large."""
    return lambda workspace, _: QImage.fromData(app.make_thumbnail(workspace, item, side) or b"")


def _facts(item: Evidence, question: str) -> str:
    others = len([name for name in item.questions if name != question])
    used = f" Also used for {counted(others, 'other question')}." if others else ""
    return f"{item.type.upper()}, {file_size(item.size)}. Attached {local_day(item.attached)}.{used}"


class _CaptionField(LineField):
    """Does not select its text when Tab leads into it: one stray key would replace the whole caption."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.end(False)  # noqa: FBT003 - Qt's own
