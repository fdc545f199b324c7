"""Home: continue an audit, begin one, see the returns that were made.

The page is shown empty at once, and filled when the worker has opened the drafts. It imports only Qt and small parts,
so that the empty page comes soon.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from s11desk import desktop
from s11desk.desktop.parts.by_name import set_by_name
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import ScrollArea
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.text.text_parts import Kind, button, label, set_kind
from s11desk.desktop.theme.theme import Theme

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Clock
    from s11desk.desktop.messages.errors.error_messages import Message, WaysOn
    from s11desk.desktop.pages.home.home_list import HomeList
    from s11desk.desktop.pages.home.home_listing import HomeListing
    from s11desk.desktop.standalone.moving.move_actions import MoveActions
    from s11desk.desktop.standalone.open_file import FileOpener
    from s11desk.desktop.standalone.standalone_actions import StandaloneActions
    from s11desk.desktop.standalone.upgrading.audit_upgrades import AuditUpgrades
    from s11desk.domain.audits.flow import Step

    class HomeWindow(Protocol):
        """What the page can ask of the window. Through this type neither module imports the other."""

        @property
        def moves(self) -> MoveActions:
            """The commands that move audits."""

        @property
        def upgrades(self) -> AuditUpgrades:
            """The commands that begin an audit with what is in another one."""

        @property
        def file_opener(self) -> FileOpener:
            """The commands that open a file."""

        @property
        def standalone(self) -> StandaloneActions:
            """The commands for the pages that need no audit."""

        def open_audit(self, audit_id: str, step: Step | None = None) -> None:
            """Open an audit at a step; None: where the person left off."""

        def begin(self, topic_id: str, agency: str) -> None:
            """Begin an audit and open it."""

        def load_home(self) -> None:
            """Read the audits once more."""


WHAT_IT_IS = (
    "Fill in the safeguarding audit that your partnership sent you. Attach your evidence, and sign it. Everything "
    "stays on this computer: nothing leaves it unless you send it yourself."
)

WHAT_A_DESK_IS = (
    "Take in the audits of agencies at your desk. You can also fill in an audit yourself. Everything stays on this "
    "computer: nothing leaves it unless you send it yourself."
)
"""What a person who receives audits, and has none of their own, reads in its place."""

_STACKED_FROM = 2.5
"""The scale of text from which the heading and its button are stacked; 1 is the usual size."""


class HomePage(ScrollArea):
    """The first page of the window.

    ``open_wanted``: with a draft's id and a step, None for where the person left off. ``put_away``, ``brought_back``,
    ``upgrade_wanted`` and ``taken_back`` are emitted with a draft's id.

    ``forward_wanted``: with a topic's id, begin with earlier answers. ``all_taken_back``: after everything moved.
    ``begun`` is emitted with a topic's id and the agency's name. ``file_wanted``: the person wants to open a file that
    they choose (None) or the one at a path; or to take a known return off the list. ``again_wanted``: read the
    audits once more. ``data_wanted``: show the local data and its backups.
    ``desk_wanted`` carries the folder of a receiving desk, or an empty text for the page that offers all.
    ``empty_wanted``: begin with no audits. ``acceptance_wanted``: use the drafts that were put in place.

    ``is_first``: the window has just opened. Where there is no audit yet, a screen reader says what the program is for.
    """

    open_wanted = Signal(str, object)
    put_away = Signal(str)
    brought_back = Signal(str)
    upgrade_wanted = Signal(str)
    taken_back = Signal(str)
    all_taken_back = Signal()
    forward_wanted = Signal(str)
    begun = Signal(str, str)
    file_wanted = Signal(object)
    again_wanted = Signal()
    data_wanted = Signal()
    desk_wanted = Signal(str)
    empty_wanted = Signal()
    acceptance_wanted = Signal()

    def __init__(self, theme: Theme, clock: Clock, *, is_first: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self._clock = clock
        set_by_name(self, "focusPolicy", "ClickFocus")
        self.setAccessibleName("Your audits")
        self._list: HomeList | None = None
        self._just_removed = ""
        self._is_first = is_first
        self._what_it_is = WHAT_IT_IS
        if is_first:
            self.is_empty = True
            self.setFocus()  # or Qt gives the keyboard to a button before the audits are listed
        self._backup = ("", Kind.SMALL)
        self._backup_line: QLabel | None = None
        self._show_body(label("Opening your audits…"))

    def show_all(self, listed: HomeListing, refusal: Message | None = None) -> None:
        """List the drafts, the latest first, and the topics. ``refusal``: why nothing can be written now."""
        is_desk_only = listed.desks.is_receiver and not listed.drafts
        self._what_it_is = WHAT_A_DESK_IS if is_desk_only else WHAT_IT_IS
        self._list = desktop.HomeList(self.theme, self._clock, listed, self._just_removed)
        self._list.open_wanted.connect(self.open_wanted)
        self._list.put_away.connect(self._put_away)
        self._list.brought_back.connect(self.brought_back)
        self._list.upgrade_wanted.connect(self.upgrade_wanted)
        self._list.taken_back.connect(self.taken_back)
        self._list.all_taken_back.connect(self.all_taken_back)
        self._list.forward_wanted.connect(self.forward_wanted)
        self._list.begun.connect(self.begun)
        self._list.data_wanted.connect(self.data_wanted)
        self._list.desk_wanted.connect(self.desk_wanted)
        self._list.file_wanted.connect(self.file_wanted)
        self._show_body(self._list, self._refusal_card(refusal) if refusal is not None else None)
        waits = listed.waits_for_file
        if waits:
            set_kind(self._open_file, "primary")
            self.theme.icon_beside(self._open_file, "folder-open", self.theme.colours.on_accent)
        self._take_keyboard(self._list, self._open_file if waits else None)
        if self._is_first:  # after the keyboard has moved, which would end the sentence
            announce(self, "Your audits" if listed.drafts else spoken("Your audits", self._what_it_is))
        self._is_first = False

    def _put_away(self, audit_id: str) -> None:
        self._just_removed = audit_id
        self.put_away.emit(audit_id)

    def show_begun(self, *, begun: bool) -> None:
        """Show whether the audit could be begun. If not, the agency's name stays, for another try."""
        if self._list is not None:
            self._list.show_begun(begun=begun)

    def show_backup(self, words: str, *, failed: bool) -> None:
        """Say below the audits when the last backup was made, or why none could be made."""
        self._backup = (words, Kind.ERROR if failed else Kind.SMALL)
        if self._backup_line is not None:
            index = self._layout.indexOf(self._backup_line)
            old, self._backup_line = self._backup_line, label(*self._backup)
            self._layout.insertWidget(index, self._backup_line)
            self._backup_line.setVisible(bool(words))
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()

    def show_problem(self, words: Message, ways: WaysOn) -> None:
        """Show why the drafts cannot be read, and a button for each of ``ways`` to go on."""
        body = Card(self.theme, "problem", words.headline, kind=Kind.HEADING)
        body.column.addWidget(label(words.text))
        again = button("&Try again")
        again.clicked.connect(self.again_wanted)
        row = WrappingRow(self.theme.pixels(12))
        if ways.bring_back:
            bring_back = button("&Bring back a backup…", "primary")
            bring_back.clicked.connect(self.data_wanted)
            row.addWidget(bring_back)
        if ways.accept:
            accept = button("&Use these audits…")
            accept.clicked.connect(self.acceptance_wanted)
            row.addWidget(accept)
        if ways.start_empty:
            start_empty = button("Start with no audits…")
            start_empty.clicked.connect(self.empty_wanted)
            row.addWidget(start_empty)
        row.addWidget(again)
        body.column.addLayout(row)
        self._list = None
        self._show_body(body)
        self._take_keyboard(body)
        announce(self, spoken(words.headline, words.text))

    def _take_keyboard(self, body: QWidget, main: QPushButton | None = None) -> None:
        """Give the keyboard to the first button: without focus a screen reader is silent and a key does nothing.

        ``main``: the button that the person needs now, if it is not in ``body``.
        """
        buttons = [one for one in body.findChildren(QPushButton) if one.isVisibleTo(body)]
        by_weight = sorted(buttons, key=_weight)
        first = main or next(iter(by_weight), None)
        if first is not None and not self.isHidden() and self.window().focusWidget() in {None, self}:
            self.begin_at_top(first)

    def _refusal_card(self, refusal: Message) -> Card:
        """Say above the list that nothing can be written now, and why."""
        card = Card(self.theme, "problem")
        card.column.addWidget(label(refusal.headline, Kind.HEADING))
        card.column.addWidget(label(refusal.text))
        return card

    def _show_body(self, body: QWidget, above: QWidget | None = None) -> None:
        ground = QWidget()
        ground.setProperty("ground", "page")
        outer = QHBoxLayout(ground)
        edge = self.theme.pixels(32)
        outer.setContentsMargins(edge, edge, edge, edge)
        middle = QWidget()
        middle.setMaximumWidth(self.theme.pixels(820))
        layout = column(middle, self.theme, spacing=16)
        layout.addLayout(self._head())
        layout.addWidget(label(self._what_it_is, Kind.QUIET))
        if above is not None:
            layout.addWidget(above)
        layout.addWidget(body)
        self._layout, self._backup_line = layout, label(*self._backup)
        layout.addWidget(self._backup_line)
        if not self._backup[0]:
            self._backup_line.hide()
        layout.addStretch()
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)
        old = self.widget()
        self.is_empty = self.is_empty and old is None
        typed = desktop.HalfTyped(old) if old is not None else None
        self.setWidget(ground)
        if typed is not None:
            typed.fill(ground)  # only now can its field have the keyboard

    def _head(self) -> QBoxLayout:
        """Lay the heading above its button if very large text leaves no room side by side."""
        is_wide = self.theme.scale < _STACKED_FROM
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        row.addWidget(label("Your audits", Kind.TITLE), 1)
        self._open_file = open_file = button(
            "&Open a file you were sent…", described="A return that someone sent you, or a file with a new audit"
        )
        open_file.setObjectName("open-file")
        self.theme.icon_beside(open_file, "folder-open")
        open_file.clicked.connect(lambda: self.file_wanted.emit(None))
        row.addWidget(open_file)
        if not is_wide:
            row.setAlignment(open_file, QtCore.Qt.AlignmentFlag.AlignLeft)
        return row


def connect_home(page: HomePage, window: HomeWindow) -> None:
    """Have the window do what the person asks for on the page. What does it is imported when it is first asked for."""
    page.open_wanted.connect(window.open_audit)
    page.put_away.connect(lambda audit_id: window.moves.put_away(audit_id))
    page.brought_back.connect(lambda audit_id: window.moves.bring_back(audit_id))
    page.upgrade_wanted.connect(lambda audit: window.upgrades.show(audit))
    page.forward_wanted.connect(lambda topic: window.upgrades.begin_with(topic))
    page.taken_back.connect(lambda audit_id: window.moves.take_back(audit_id))
    page.all_taken_back.connect(lambda: window.moves.take_all_back())
    page.begun.connect(window.begin)
    page.file_wanted.connect(lambda wish: window.file_opener.serve(wish))
    page.again_wanted.connect(window.load_home)
    page.data_wanted.connect(lambda: window.standalone.data.show(at_backups=True))
    page.desk_wanted.connect(lambda folder: window.standalone.show_desk(folder))
    page.empty_wanted.connect(lambda: window.standalone.data.start_empty())
    page.acceptance_wanted.connect(lambda: window.standalone.data.accept_drafts())


def _weight(one: QPushButton) -> tuple[bool, bool]:
    """What takes the keyboard first: the main way, then a button of an audit, then what few people need."""
    kind = one.property("kind")
    return kind != "primary", kind == "link"
