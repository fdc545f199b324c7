"""Cards for drafts on the home page: the latest draft, the others, and the returns made from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from s11desk import app
from s11desk.desktop.inputs.removed_row import RemovedRow
from s11desk.desktop.messages.deadlines import deadline_text, is_close
from s11desk.desktop.messages.return_words import changed_line
from s11desk.desktop.messages.sending_words import NOTED_CHANGES, TO_SIGN_NEXT, approved_by, waiting_line
from s11desk.desktop.messages.title_words import title_and_year
from s11desk.desktop.pages import home
from s11desk.desktop.pages.home.answer_ways import answer_ways, is_awaited
from s11desk.desktop.parts.card import Card, ListedCard
from s11desk.desktop.parts.reading.reader_parts import ListPart
from s11desk.desktop.parts.text.link_with_note import with_note
from s11desk.desktop.parts.text.text_parts import Kind, button, heading, label, set_tool_tip
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.draft_progress import DraftProgress
from s11desk.domain.audits.flow import SIGN, Step
from s11desk.wording.asking.ask_record_sentences import ask_lines
from s11desk.wording.audits.progress_words import questions_words
from s11desk.wording.dates import when
from s11desk.wording.plain_text import one_line, short_line
from s11desk.wording.returns.role_words import TO_OTHERS
from s11desk.wording.topics.newer_version_words import newer_line

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.audits.drafts import DraftSummary
    from s11desk.app.audits.resume import ResumePoint
    from s11desk.app.returns.replies.audit_news import AuditNews


_DAMAGED = (
    "A part of it is not as it was saved, for example because the disk is failing. Nothing was changed, and your other "
    "audits are not affected. An earlier backup may have it as it was."
)


class DraftActions(NamedTuple):
    """The actions on a draft. Each takes a draft's id: take it off the list, list it again.

    ``open``: at a step, at a place on it, or where the person left off. ``upgrade``: copy it into a newer version of
    its questions. ``take_back``: from another computer. ``open_file`` takes nothing: choose a file that was sent, and
    open it.
    """

    open: Callable[[str, Step | ResumePoint | None], None]
    put_away: Callable[[str], None]
    bring_back: Callable[[str], None]
    upgrade: Callable[[str], None]
    take_back: Callable[[str], None]
    open_file: Callable[[], None]


class DraftCards:
    """Makes the cards. ``now`` is the present time, for words such as "yesterday".

    ``versions``: for each topic, the version that is offered for new audits. ``news``: what the partnership said about
    each draft.
    """

    def __init__(
        self,
        theme: Theme,
        now: dt.datetime,
        actions: DraftActions,
        versions: Mapping[str, int],
        news: Mapping[str, AuditNews],
    ) -> None:
        self._versions, self._news = versions, news
        self._theme = theme
        self._now = now
        self._actions = actions

    def latest(self, draft: DraftSummary) -> QWidget:
        """Make the card of the draft that the person worked on last."""
        card = Card(self._theme, heading=_title(draft), kind=Kind.HEADING, spacing=6)
        layout = card.column
        layout.addWidget(label(_whose(draft), Kind.QUIET))
        if draft.is_signed:
            self._fill_signed(layout, draft)
            return card
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(draft.asked, 1))
        bar.setValue(draft.complete)
        bar.setAccessibleName(_progress(draft))
        layout.addWidget(label(self._facts(draft)))
        layout.addWidget(bar)
        self._add_deadline(layout, draft)
        self._add_asks(layout, draft)
        self._add_return(layout, draft)
        go = self._open_button(draft, "&Continue", "primary")
        go.setAccessibleDescription(_progress(draft))
        layout.addSpacing(self._theme.pixels(4))
        layout.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_remove_button(layout, draft)
        return card

    def _fill_signed(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        for line in self._signed_lines(draft):
            layout.addWidget(label(line, Kind.GOOD))
        self._add_wanted(layout, draft)
        self._add_news(layout, draft)
        was_asked = draft.with_approver is not None
        if was_asked:
            self._add_answer_ways(layout, draft, is_main=True)
        layout.addWidget(self._return_buttons(draft))
        if not was_asked:
            self._add_answer_ways(layout, draft)
        self._add_remove_button(layout, draft)

    def _return_buttons(self, draft: DraftSummary) -> QWidget:
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, self._theme.pixels(4), 0, 0)
        row.setSpacing(self._theme.pixels(12))
        row.addWidget(
            self._see_button(draft, "" if draft.with_approver is not None and is_awaited(draft) else "primary")
        )
        row.addWidget(self._open_button(draft, "&Open the audit"))
        row.addStretch()
        return buttons

    def _see_button(self, draft: DraftSummary, kind: str) -> QPushButton:
        is_to_send = is_awaited(draft) and draft.with_approver is None
        text = TO_OTHERS if is_to_send else "See the return"
        see = button(text if kind == "link" else f"&{text}", kind, name=f"{text}: {_name(draft)}")
        see.setObjectName(f"return-{draft.id}")
        see.clicked.connect(lambda: self._actions.open(draft.id, SIGN))
        return see

    def other(self, draft: DraftSummary) -> QWidget:
        """Make the card of a draft that is not the latest."""
        card, words = self._card_with_button(draft, self._facts(draft), self._open_button(draft, "Open"))
        self._add_deadline(words, draft)
        self._add_asks(words, draft)
        self._add_return(words, draft)
        self._add_remove_button(words, draft)
        return card

    def _card_with_button(self, draft: DraftSummary, text: str, action: QPushButton) -> tuple[QWidget, QVBoxLayout]:
        """Make a card with text at the left and ``action`` at the right. Callers add to the layout of the text."""
        card = ListedCard(self._theme, spacing=6)
        card.setAccessibleName(_name(draft))
        layout = card.column
        row = QHBoxLayout()
        row.setSpacing(self._theme.pixels(12))
        words = QVBoxLayout()
        words.setSpacing(self._theme.pixels(2))
        words.addWidget(heading(_title(draft), Kind.STRONG))
        words.addWidget(label(_whose(draft), Kind.QUIET))
        words.addWidget(label(text, Kind.SMALL))
        row.addLayout(words, 1)
        row.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(row)
        return card, words

    def damaged(self, draft: DraftSummary, see_backups: Callable[[], None]) -> QWidget:
        """Make the card of a draft that cannot be read. Its button leads to the backups."""
        heading = f"The audit of {one_line(draft.agency)} is damaged" if draft.agency else "An audit is damaged"
        card = Card(self._theme, "problem", heading, kind=Kind.HEADING, spacing=6)
        card.column.addWidget(label(_DAMAGED))
        see = button("See the backups…", name=f"See the backups: {heading}")
        see.setObjectName(f"damaged-{draft.id}")
        see.clicked.connect(see_backups)
        card.column.addWidget(see, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def moved(self, draft: DraftSummary, at: dt.datetime) -> QWidget:
        """Make the card of a draft that another computer goes on with. ``at``: when it was handed over."""
        text = f"Handed over {when(at, self._now)}. Here it can only be read."
        card, words = self._card_with_button(draft, text, self._open_button(draft, "Read it"))
        title = _title(draft)
        back = button("Take back…", "link", name=f"Take back: {title}, {draft.agency}")
        back.setObjectName(f"take-back-{draft.id}")
        back.clicked.connect(lambda: self._actions.take_back(draft.id))
        words.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def removed(self, draft: DraftSummary) -> QWidget:
        """Make the line of a draft that was taken off the list a moment ago."""
        name = f"{_title(draft)}, {draft.agency}"
        row = RemovedRow(self._theme, f"{name}: removed from the list. Nothing was deleted.", name)
        row.undo.setObjectName(f"bring-back-{draft.id}")
        row.undone.connect(lambda: self._actions.bring_back(draft.id))
        return row

    def away(self, draft: DraftSummary) -> QWidget:
        """Make the line of a draft that was taken off the list."""
        line = ListPart()
        line.setAccessibleName(f"{_title(draft)}, {draft.agency}")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        title = _title(draft)
        row.addWidget(label(f"{title}, {draft.agency}. {self._facts(draft)}", Kind.SMALL), 1)
        back = button("Bring back", "link", name=f"Bring back: {title}, {draft.agency}")
        back.setObjectName(f"bring-back-{draft.id}")
        back.clicked.connect(lambda: self._actions.bring_back(draft.id))
        row.addWidget(back)
        return line

    def _add_remove_button(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        self._add_upgrade(layout, draft)
        title = _title(draft)
        off = button("Remove from the list", "link", name=f"Remove from the list: {title}, {draft.agency}")
        off.setObjectName(f"put-away-{draft.id}")
        set_tool_tip(off, "It can be brought back from the end of this page.")
        off.clicked.connect(lambda: self._actions.put_away(draft.id))
        layout.addSpacing(self._theme.pixels(12))  # apart from what a person presses without a thought
        layout.addLayout(with_note(self._theme, off, "Nothing is deleted."))

    def _add_upgrade(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        """Offer a copy where a newer version of the questions is here."""
        newest = self._versions.get(draft.topic_id, 0)
        if newest <= draft.topic_version or draft.is_asked:
            return
        layout.addWidget(label(newer_line(draft.topic_version, newest), Kind.SMALL))
        text = f"Copy into version {newest}…"
        copy = button(text, "link", name=f"{text} {_title(draft)}, {draft.agency}")
        copy.setObjectName(f"upgrade-{draft.id}")
        copy.clicked.connect(lambda: self._actions.upgrade(draft.id))
        layout.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)

    def _open_button(self, draft: DraftSummary, text: str, kind: str = "") -> QPushButton:
        title = _title(draft)
        go = button(text, kind, name=f"{text.replace('&', '')}: {title}, {draft.agency}")
        go.setObjectName(f"open-{draft.id}")
        go.clicked.connect(lambda: self._actions.open(draft.id, None))
        return go

    def _add_return(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        """Show the last return. If the answers have changed since, lead to the page that makes the next one."""
        if draft.exported is None:
            return
        layout.addWidget(label(_return_made(draft, draft.exported, self._now), Kind.SMALL))
        self._add_wanted(layout, draft)
        self._add_news(layout, draft)
        if draft.changed_since:
            layout.addWidget(label(changed_line(draft.number), Kind.STRONG))
            layout.addWidget(self._next_button(draft), 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._add_answer_ways(layout, draft)
            layout.addWidget(self._see_button(draft, "link"), 0, Qt.AlignmentFlag.AlignLeft)

    def _add_answer_ways(self, layout: QVBoxLayout, draft: DraftSummary, *, is_main: bool = False) -> None:
        """Offer what the person does with an answer of the one who approves, if it is awaited."""
        if is_awaited(draft):
            note = partial(_open_to_note, self._actions, draft.id)
            layout.addWidget(answer_ways(self._theme, _name(draft), self._actions.open_file, note, is_main=is_main))

    def _add_wanted(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        """Say that the person who approves wants changes first."""
        if draft.wanted_changes:
            words = f"Changes to return {draft.number} were asked for: “{short_line(draft.wanted_changes)}”"
            layout.addWidget(label(words, Kind.STRONG))

    def _add_news(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        """Say what the partnership said about the last return."""
        if draft.id in self._news:
            open_at = partial(self._actions.open, draft.id)
            said = home.PartnershipLines(self._theme, self._news[draft.id], draft.number, _name(draft), open_at)
            layout.addWidget(said)

    def _signed_lines(self, draft: DraftSummary) -> tuple[str, ...]:
        """One fact a line: which return it is, who approved it, and where it is. Nothing without a return."""
        if draft.exported is None:
            return ()
        signed = f"Return {draft.number}, signed {when(draft.exported, self._now)}, reference {draft.reference}."
        has_arrived = draft.id in self._news and self._news[draft.id].news.has_arrived
        steps = _next_steps(draft, self._now) if draft.sent is not None or not has_arrived else ()
        return (signed, *steps)

    def _next_button(self, draft: DraftSummary) -> QPushButton:
        text = f"Make return {draft.number + 1}"
        make = button(text, "link", name=f"{text}: {_title(draft)}, {draft.agency}")
        make.setObjectName(f"next-return-{draft.id}")
        make.clicked.connect(lambda: self._actions.open(draft.id, SIGN))
        return make

    def _add_deadline(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        """Show the deadline, unless a return was made and the draft is unchanged since."""
        if draft.deadline is not None and (draft.exported is None or draft.changed_since):
            today = self._now.astimezone().date()
            kind = Kind.STRONG if is_close(draft.deadline, today) else Kind.SMALL
            layout.addWidget(label(deadline_text(draft.deadline, today), kind))

    def _add_asks(self, layout: QVBoxLayout, draft: DraftSummary) -> None:
        """Show whom the person asked, until a return has the answers."""
        for line in ask_lines(draft.asks, self._now) if not draft.is_signed else ():
            layout.addWidget(label(line, Kind.SMALL))

    def _facts(self, draft: DraftSummary) -> str:
        return f"{_progress(draft)}. Saved {when(draft.changed, self._now)}."


def _open_to_note(actions: DraftActions, audit_id: str) -> None:
    """Open an audit at the form for changes that the person who approves asks for."""
    actions.open(audit_id, app.ResumePoint(SIGN, field=NOTED_CHANGES))


def _title(draft: DraftSummary) -> str:
    return title_and_year(draft.topic_title, draft.year)


def _name(draft: DraftSummary) -> str:
    return f"{_title(draft)}, {draft.agency}"


def _whose(draft: DraftSummary) -> str:
    return f"Questions that {draft.agency} asks you" if draft.is_asked else draft.agency


def _next_steps(draft: DraftSummary, now: dt.datetime) -> tuple[str, ...]:
    """Say where the last return is. The program knows of an e-mail only that it was prepared."""
    return tuple(filter(None, (_approval(draft), _where_it_is(draft, now))))


def _approval(draft: DraftSummary) -> str:
    is_awaited = draft.sent is None and (draft.with_approver is not None or bool(draft.wanted_changes))
    return "" if is_awaited else approved_by(draft.approved_by)


def _where_it_is(draft: DraftSummary, now: dt.datetime) -> str:
    if draft.sent is not None:
        return f"You sent it {when(draft.sent, now)}."
    if draft.with_approver is not None:
        return waiting_line(when(draft.with_approver.at, now), by_hand=draft.with_approver.by_hand)
    if draft.wanted_changes:
        return ""
    return TO_SIGN_NEXT if draft.is_to_sign else "It is ready to be sent."


def _return_made(draft: DraftSummary, made: dt.datetime, now: dt.datetime) -> str:
    is_away = draft.sent is not None or (draft.with_approver is not None and not draft.changed_since)
    away = "".join(f" {one}" for one in _next_steps(draft, now)) if is_away else ""
    return f"Return {draft.number}, reference {draft.reference}, made {when(made, now)}.{away}"


def _progress(draft: DraftSummary) -> str:
    return questions_words(DraftProgress(draft.complete, draft.asked, draft.optional))
