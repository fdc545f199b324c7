"""The menu bar: every command of the window, with its shortcut."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6 import QtGui
from PySide6.QtWidgets import QMainWindow, QMenu

from s11desk import __version__, desktop
from s11desk.desktop.parts.text.text_parts import escape_shortcut_marks
from s11desk.desktop.receiving.desk_tab import DeskTab
from s11desk.desktop.theme.tokens import MAX_ZOOM, MIN_ZOOM, SYSTEM_NAME, Scheme
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.domain.returns.document_kind import DocumentKind

if TYPE_CHECKING:
    from s11desk.desktop.audit.audit_view import AuditView
    from s11desk.desktop.shell.appearance import Appearance
    from s11desk.desktop.shell.dialogs import Dialogs
    from s11desk.desktop.standalone.moving.move_actions import MoveActions
    from s11desk.desktop.standalone.open_file import FileOpener
    from s11desk.desktop.standalone.standalone_actions import StandaloneActions
    from s11desk.desktop.standalone.standalone_page import StandalonePage
    from s11desk.desktop.standalone.topics.pack_actions import PackActions
    from s11desk.desktop.standalone.topics.topic_actions import TopicActions
    from s11desk.domain.audits.flow import Step

_SCHEMES = {
    Scheme.SYSTEM: f"&Same as {SYSTEM_NAME}",
    Scheme.LIGHT: "&Light",
    Scheme.DARK: "&Dark",
    Scheme.HIGH_CONTRAST: "&High contrast",
}


_DESK_PAGES = {
    DeskTab.OVERVIEW: "&Overview",
    DeskTab.RETURNS: "&Returns",
    DeskTab.AGENCIES: "A&gencies",
    DeskTab.REPLIES: "R&eplies",
    DeskTab.ANSWERS: "Ans&wers",
    DeskTab.LOOK_AFTER: "&Look after",
}


class Needs(Enum):
    """What an entry of a menu needs.

    OPEN: an audit of the person, not a preview. EITHER: an audit that is open, or a preview. SHOWN: one on the screen.
    """

    OPEN = auto()
    EITHER = auto()
    SHOWN = auto()


class ShownAudit(NamedTuple):
    """Whether an audit is open, whether a preview is on the screen, and whether either is.

    ``is_page``: a page outside an audit is on the screen.
    """

    has_audit: bool
    is_preview: bool
    is_shown: bool
    is_page: bool = False

    @classmethod
    def of(cls, page: StandalonePage | None, *, has_audit: bool) -> ShownAudit:
        """What is shown if ``page`` is on the screen; None: the open audit, or home."""
        is_preview = page is not None and page.audit_view is not None
        is_page = page is not None and not is_preview
        is_shown = is_preview or (has_audit and page is None)
        return cls(has_audit, is_preview, is_shown, is_page)


class Commands(Protocol):
    """What the menus can call. The window has it all; through this type neither module imports the other."""

    @property
    def shown_audit(self) -> AuditView | None:
        """The audit on the screen, which may be that of a preview. None on every other page."""

    @property
    def appearance(self) -> Appearance:
        """The commands for colours and text size."""

    @property
    def file_opener(self) -> FileOpener:
        """The commands that open a file."""

    @property
    def pack_actions(self) -> PackActions:
        """The commands for a topic pack, and for the person who writes topics."""

    @property
    def moves(self) -> MoveActions:
        """The commands that move one audit or everything, and those that ask colleagues."""

    @property
    def standalone(self) -> StandaloneActions:
        """The commands for the pages that need no audit."""

    @property
    def dialogs(self) -> Dialogs:
        """The dialogs of the window."""

    def go_home(self) -> None:
        """Leave the audit and show the home page."""

    def go(self, step: Step) -> None:
        """Show another step of the open audit."""

    def move_audit(self, purpose: MovePurpose) -> None:
        """Put the open audit into one file, for another computer or for a colleague."""

    def print_copy(self) -> None:
        """Show the print preview of the open audit."""

    def save_document(self, kind: DocumentKind, name: str) -> None:
        """Ask for a file name and save a document of the open audit."""


class Menus:
    """The entries of the menus are built once. :meth:`update` enables and checks them.

    ``menus``: those of the menu bar, which is there before: the first paint needs no entry.
    """

    def __init__(self, window: QMainWindow, menus: list[QMenu], commands: Commands) -> None:
        self._window = window
        self._commands = commands
        self._needing: dict[Needs, list[QtGui.QAction]] = {needs: [] for needs in Needs}
        self._schemes: dict[Scheme, QtGui.QAction] = {}
        self._languages: QMenu
        fills = (self._file, self._edit, self._go, self._view, self._help)
        for fill, menu in zip(fills, menus, strict=True):
            fill(menu)

    def update(self, page: StandalonePage | None, scheme: Scheme, zoom: int, *, has_audit: bool) -> None:
        """Enable the entries that make sense with ``page`` on the screen, and check the current colour scheme."""
        shown = ShownAudit.of(page, has_audit=has_audit)
        for needs, actions in self._needing.items():
            for action in actions:
                action.setEnabled(_is_met(needs, shown))
        self._show_ways(shown)
        self._show_languages()
        self._schemes[scheme].setChecked(True)
        self.larger.setEnabled(zoom < MAX_ZOOM)
        self.smaller.setEnabled(zoom > MIN_ZOOM)

    def _show_ways(self, shown: ShownAudit) -> None:
        """In the menu Go: show the way back, and at a desk its pages, instead of what would be grey there."""
        for action in self._ways_of_desk:
            action.setVisible(shown.is_page and self._commands.standalone.has_desk)
        self._way_back.setVisible(shown.is_page)
        for action in self._ways_of_audit:
            action.setVisible(action.isEnabled() or not shown.is_page)

    def save_copy(self) -> None:
        """Save a draft copy of the open audit as PDF."""
        self._commands.save_document(DocumentKind.DRAFT_COPY, "Draft copy")

    def _file(self, menu: QMenu) -> None:
        self.home = self._add(menu, "&Your audits", "Ctrl+H", self._commands.go_home)
        self._add(menu, "&Open a file you were sent…", "Ctrl+O", lambda: self._commands.file_opener.choose())
        menu.addSeparator()
        self._add(menu, "&Print a copy…", "Ctrl+P", self._commands.print_copy, needs=Needs.EITHER)
        self._add(menu, "Save a &draft copy as PDF…", "Ctrl+Shift+P", self.save_copy, needs=Needs.OPEN)
        self._add(menu, "Save the &action plan as PDF…", "", self._save_plan, needs=Needs.OPEN)
        self._add(menu, "Save the &blank form as PDF…", "", self._save_blank, needs=Needs.OPEN)
        menu.addSeparator()
        self._add(menu, "Ask co&lleagues…", "", lambda: self._commands.moves.asking.ask(), needs=Needs.OPEN)
        self._add(menu, "&Move to another computer…", "", self._hand_over, needs=Needs.OPEN)
        self._add(menu, "&Give to a colleague to go on…", "", self._give_copy, needs=Needs.OPEN)
        self._add(menu, "Move &everything to another computer…", "", lambda: self._commands.moves.begin_all())
        menu.addSeparator()
        self._partnership(menu.addMenu("&For partnerships"))
        self._add(menu, "Bac&kups…", "", lambda: self._commands.standalone.data.show(at_backups=True))
        menu.addSeparator()
        self._add(menu, "&Close", "Ctrl+Q", self._window.close)

    def _partnership(self, menu: QMenu) -> None:
        """What only a partnership needs: it receives returns, and writes the questions."""
        self._add(menu, "&Receiving desk…", "", lambda: self._commands.standalone.show_desk())
        self._add(menu, "&Tables of many returns…", "", lambda: self._commands.standalone.show_tables())
        self._add(menu, "People you have &checked…", "", lambda: self._commands.standalone.signers.show())
        menu.addSeparator()
        self._topics(menu.addMenu("T&opics"))

    def _topics(self, menu: QMenu) -> None:
        """What the person needs who writes the questions of a partnership."""
        commands = self._commands

        def topics() -> TopicActions:
            return commands.pack_actions.topics

        self._add(menu, "&Topics on this computer…", "", self._show_topics)
        self._add(menu, "Save an &empty workbook…", "", lambda: topics().save_template())
        self._add(menu, "&Open a workbook or topic pack…", "", lambda: commands.file_opener.choose_topic())
        self._add(menu, "Open a topic pack &folder…", "", lambda: commands.file_opener.choose_folder())
        menu.addSeparator()
        self._add(menu, "Take in &answers from ODK or Kobo…", "", lambda: topics().take_in())
        self._add(menu, "Save a return for O&DK (CSV)…", "", lambda: topics().save_submission(".csv"))
        self._add(menu, "Save a return for &Kobo (JSON)…", "", lambda: topics().save_submission(".json"))

    def _edit(self, menu: QMenu) -> None:
        """A text field with the keyboard handles Ctrl+Z itself."""
        self._add(
            menu,
            "&Undo the last change",
            "Ctrl+Z",
            lambda: self._in_audit(lambda audit: audit.undo()),
            needs=Needs.SHOWN,
        )
        self._add(menu, "&Redo", "Ctrl+Y", lambda: self._in_audit(lambda audit: audit.redo()), needs=Needs.SHOWN)
        self._add(
            menu, "&Find…", "Ctrl+F", lambda: self._in_audit(lambda audit: audit.begin_search()), needs=Needs.SHOWN
        )

    def _go(self, menu: QMenu) -> None:
        self._way_back = self._add(menu, "&Back", "", lambda: self._commands.standalone.go_back())
        self._ways_of_desk = [
            self._add(menu, words, "", partial(self._show_desk_tab, tab)) for tab, words in _DESK_PAGES.items()
        ]
        self._add_steps(menu)
        desk = {self._way_back, *self._ways_of_desk}
        self._ways_of_audit = [one for one in menu.actions() if one not in desk and not one.isSeparator()]

    def _show_desk_tab(self, tab: DeskTab) -> None:
        self._commands.standalone.show_desk_tab(tab)

    def _add_steps(self, menu: QMenu) -> None:
        """What leads through an audit."""
        self._add(menu, "&Next", "Alt+Right", lambda: self._in_audit(lambda audit: audit.skip()), needs=Needs.SHOWN)
        self._add(menu, "&Previous", "Alt+Left", lambda: self._in_audit(lambda audit: audit.back()), needs=Needs.SHOWN)
        menu.addSeparator()
        self._add(menu, "&Introduction", "Ctrl+1", lambda: self._commands.go(desktop.INTRODUCTION), needs=Needs.EITHER)
        self._add(menu, "&Action plan", "Ctrl+2", lambda: self._commands.go(desktop.ACTION_PLAN), needs=Needs.EITHER)
        self._add(menu, "&Check your answers", "Ctrl+3", lambda: self._commands.go(desktop.CHECK), needs=Needs.EITHER)
        self._add(menu, "&Sign and send", "Ctrl+4", lambda: self._commands.go(desktop.SIGN), needs=Needs.EITHER)

    def _view(self, menu: QMenu) -> None:
        appearance = self._commands.appearance
        self.larger = self._add(menu, "&Larger text", QtGui.QKeySequence.StandardKey.ZoomIn, lambda: appearance.zoom(1))
        self.larger.setShortcuts([QtGui.QKeySequence("Ctrl++"), QtGui.QKeySequence("Ctrl+=")])
        self.smaller = self._add(menu, "&Smaller text", "Ctrl+-", lambda: appearance.zoom(-1))
        self._add(menu, "&Usual size", "Ctrl+0", lambda: appearance.zoom(0))
        self._languages = menu.addMenu("&Language of the form")
        colours = menu.addMenu("&Colours")
        group = QtGui.QActionGroup(self._window)
        for scheme, text in _SCHEMES.items():
            action = QtGui.QAction(text, self._window)
            action.setCheckable(True)
            action.triggered.connect(lambda _=False, wanted=scheme: appearance.set_scheme(wanted))
            group.addAction(action)
            colours.addAction(action)
            self._schemes[scheme] = action

    def _show_languages(self) -> None:
        """Offer the languages of the open audit. A form that has only one offers none."""
        self._languages.clear()
        audit = self._commands.shown_audit
        self._languages.menuAction().setEnabled(audit is not None and len(audit.open_draft.topic.languages) > 1)
        if audit is None:
            return
        topic, shown = audit.open_draft.topic, audit.open_draft.draft.topic
        for language in topic.languages:
            action = self._languages.addAction(escape_shortcut_marks(topic.language_name(language)))
            action.setCheckable(True)
            action.setChecked(shown.language == language)
            action.triggered.connect(lambda _=False, wanted=language: self._choose_language(wanted))

    def _choose_language(self, language: str) -> None:
        if self._commands.shown_audit is not None:
            self._commands.shown_audit.open_draft.language = language
            self._commands.appearance.set_form_language(language)

    def _help(self, menu: QMenu) -> None:
        self._add(menu, "&User guide", "F1", self._show_guide)
        self._add(menu, "&Keyboard shortcuts", "Ctrl+F1", lambda: self._show_guide(at_shortcuts=True))
        self._add(menu, "Help with this &question", "Shift+F1", self._read_help, needs=Needs.SHOWN)
        menu.addSeparator()
        self._add(menu, "Your files and backu&ps", "", lambda: self._commands.standalone.data.show())
        self._add(menu, "&Log", "", lambda: self._commands.standalone.show_log())
        menu.addSeparator()
        self._add(menu, "&About s11desk", "", self._show_about)

    def _read_help(self) -> None:
        self._in_audit(lambda audit: desktop.read_help(audit.page))

    def _show_topics(self) -> None:
        self._commands.pack_actions.show_topics(self._commands.file_opener.choose_topic)

    def _show_guide(self, *, at_shortcuts: bool = False) -> None:
        self._commands.standalone.show_guide(self.shortcuts(), at_shortcuts=at_shortcuts)

    def _add(
        self,
        menu: QMenu,
        text: str,
        shortcut: str | QtGui.QKeySequence.StandardKey,
        then: Callable[[], object],
        *,
        needs: Needs | None = None,
    ) -> QtGui.QAction:
        action = QtGui.QAction(text, self._window)
        if shortcut:
            action.setShortcut(QtGui.QKeySequence(shortcut))
        action.triggered.connect(lambda _=False: then())
        menu.addAction(action)
        if needs is not None:
            self._needing[needs].append(action)
        return action

    def _in_audit(self, do: Callable[[AuditView], None]) -> None:
        if self._commands.shown_audit is not None:
            do(self._commands.shown_audit)

    def _hand_over(self) -> None:
        self._commands.move_audit(MovePurpose.HAND_OVER)

    def _give_copy(self) -> None:
        self._commands.move_audit(MovePurpose.COPY)

    def _save_plan(self) -> None:
        self._commands.save_document(DocumentKind.ACTION_PLAN, "Action plan")

    def _save_blank(self) -> None:
        self._commands.save_document(DocumentKind.BLANK_FORM, "Blank form")

    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """Each shortcut with its command, in the order of the menus."""
        return tuple(
            (action.shortcut().toString(), action.text().replace("&", "").rstrip("…"))
            for action in self._window.findChildren(QtGui.QAction)
            if not action.shortcut().isEmpty()
        )

    def _show_about(self) -> None:
        text = (
            "With s11desk you answer Section 11 audits. It never uses the internet. What you write stays on this "
            "computer until you send it.\n\nThe s11desk project makes this program and gives it away (MIT licence). "
            "Your partnership did not make it.\n\nAbout the audit, ask your partnership. About the program, ask the "
            "person who gave it to you or looks after your computer. The last chapter of the user guide says "
            "more.\n\nIcons: Lucide (ISC). Typeface: Noto Sans (OFL)."
        )
        self._commands.dialogs.show_message(f"s11desk {__version__}", text)


def _is_met(needs: Needs, shown: ShownAudit) -> bool:
    match needs:
        case Needs.OPEN:
            return shown.has_audit and not shown.is_preview
        case Needs.EITHER:
            return shown.has_audit or shown.is_preview
        case Needs.SHOWN:
            return shown.is_shown
