"""The list on the home page: the latest audit, the others, their returns, and topics to begin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.pages.home.desk_line import RECEIVE, desk_card, first_lines, receive_card
from s11desk.desktop.pages.home.draft_cards import DraftActions, DraftCards
from s11desk.desktop.pages.home.opened_card import opened_card
from s11desk.desktop.pages.home.topic_card import TopicCard, newest_and_earlier, which_lines
from s11desk.desktop.parts.busy_button import end_work
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.reader_parts import ListOfParts
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.dates import local_day

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.audits.drafts import DraftSummary
    from s11desk.app.home.known_desks import DeskList
    from s11desk.app.home.known_returns import KnownReturn
    from s11desk.app.home.workspace import Clock
    from s11desk.app.returns.replies.audit_news import AuditNews
    from s11desk.desktop.pages.home.home_listing import HomeListing
    from s11desk.domain.topics.topic import Topic

_ALL_MOVED = (
    "On {} all audits went into one file. Here they can only be read: go on with them on the other computer. If the "
    "file was not used, or is lost, take everything back."
)


def _has_answers_for(topic: Topic, draft: DraftSummary) -> bool:
    """Whether the draft answers another form of the same year or an earlier one, and something is answered there."""
    return draft.topic_id != topic.id and draft.year <= topic.year and draft.complete > 0


def _heading(draft: DraftSummary, audit: AuditNews | None) -> str:
    """The heading above the latest audit."""
    if not draft.is_signed:
        return "Continue where you left off"
    if audit is not None and audit.news.request is not None:
        return "Changes are asked for"
    if audit is not None and audit.news.receipt is not None:
        return "Received by the partnership" if audit.news.receipt.is_checked else "A receipt has come"
    if draft.sent is not None:
        return "Sent"
    if draft.with_approver is not None:
        return "Waiting for the person who approves"
    if draft.wanted_changes:
        return "Changes are asked for"
    return "Next: have it approved" if draft.is_to_sign else "Ready to send"


class HomeList(QWidget):
    """The list of audits, returns and topics on the home page.

    ``open_wanted`` carries a draft's id and a step, None for where the person left off. ``put_away``, ``brought_back``,
    ``upgrade_wanted`` and ``taken_back`` carry a draft's id.

    ``forward_wanted`` carries a topic's id: begin an audit of it with the answers of an earlier one.

    ``begun`` is emitted with a topic's id and the agency's name. ``data_wanted``: the person wants to see the backups.
    ``desk_wanted`` carries the folder of a receiving desk, or an empty text for the page that offers all.
    ``file_wanted``: the path of a return to open again, None to choose one, or a known return to take off the list.
    """

    open_wanted = Signal(str, object)
    put_away = Signal(str)
    brought_back = Signal(str)
    upgrade_wanted = Signal(str)
    taken_back = Signal(str)
    all_taken_back = Signal()
    forward_wanted = Signal(str)
    begun = Signal(str, str)
    data_wanted = Signal()
    desk_wanted = Signal(str)
    file_wanted = Signal(object)

    def __init__(self, theme: Theme, clock: Clock, everything: HomeListing, just_removed: str = "") -> None:
        """``just_removed``: the id of the audit that the person took off the list just now."""
        super().__init__()
        drafts, topics = everything.drafts, everything.topics
        self._theme, self._clock = theme, clock
        self._cards: list[TopicCard] = []
        self._layout = column(self, theme, spacing=12)
        open_file = partial(self.file_wanted.emit, None)
        moves = (self.put_away.emit, self.brought_back.emit, self.upgrade_wanted.emit, self.taken_back.emit)
        actions = DraftActions(self.open_wanted.emit, *moves, open_file)
        self._news = everything.news or {}
        cards = DraftCards(theme, clock(), actions, {topic.id: topic.version for topic in topics}, self._news)
        if everything.moved is not None:
            self._add_all_moved(everything.moved)
        self._add_desk(everything.desks, is_first=not drafts)
        self._add_damaged([draft for draft in drafts if draft.is_damaged], cards)
        drafts = tuple(draft for draft in drafts if not draft.is_damaged)
        listed = [draft for draft in drafts if not draft.is_archived]
        at_hand = [draft for draft in listed if draft.handed_over is None]
        self._add_removed([draft for draft in drafts if draft.is_archived and draft.id == just_removed], cards)
        self._add_drafts(at_hand, cards)
        self._add_moved([(draft, draft.handed_over) for draft in listed if draft.handed_over is not None], cards)
        self._add_opened(everything.opened, everything.awaited)
        self._add_topics(topics, [draft for draft in listed if not draft.is_asked])
        self._add_away([draft for draft in drafts if draft.is_archived and draft.id != just_removed], cards)
        self._add_receiving(everything)

    def show_begun(self, *, begun: bool) -> None:
        """Show whether the audit could be begun. If not, the agency's name stays, for another try."""
        for card in self._cards:
            end_work(card.go)
            if begun:
                card.fold()

    def _add_desk(self, desks: DeskList, *, is_first: bool) -> None:
        if desks.is_receiver:
            self._layout.addWidget(desk_card(self._theme, desks, self.desk_wanted.emit))
        elif is_first:
            self._layout.addWidget(first_lines(self._theme))

    def _add_receiving(self, everything: HomeListing) -> None:
        if everything.drafts or everything.desks.is_receiver:
            return
        self._add_list(RECEIVE, [receive_card(self._theme, self.desk_wanted.emit)])

    def _add_all_moved(self, moved: dt.datetime) -> None:
        card = Card(self._theme, "panel", "Everything moved to another computer")
        card.column.addWidget(label(_ALL_MOVED.format(local_day(moved))))
        back = button("Take everything back…")
        back.setObjectName("take-all-back")
        back.clicked.connect(self.all_taken_back)
        card.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(card)

    def _add_damaged(self, drafts: Sequence[DraftSummary], cards: DraftCards) -> None:
        """Above the others, because a person has to do something about them."""
        for draft in drafts:
            self._layout.addWidget(cards.damaged(draft, self.data_wanted.emit))

    def _add_drafts(self, drafts: Sequence[DraftSummary], cards: DraftCards) -> None:
        if drafts:
            if self._layout.count():
                self._layout.addSpacing(self._theme.pixels(12))
            heading = _heading(drafts[0], self._news.get(drafts[0].id))
            self._layout.addWidget(label(heading, Kind.HEADING))
            self._layout.addWidget(cards.latest(drafts[0]))
        if len(drafts) > 1:
            self._add_list("Your other audits", [cards.other(draft) for draft in drafts[1:]])

    def _add_removed(self, drafts: Sequence[DraftSummary], cards: DraftCards) -> None:
        for draft in drafts:
            self._layout.addWidget(cards.removed(draft))

    def _add_moved(self, drafts: Sequence[tuple[DraftSummary, dt.datetime]], cards: DraftCards) -> None:
        if drafts:
            self._add_list("Moved to another computer", [cards.moved(draft, at) for draft, at in drafts])

    def _add_opened(self, files: Sequence[KnownReturn], awaited: frozenset[str]) -> None:
        cards = [
            opened_card(self._theme, one, self._clock(), self.file_wanted.emit, awaits_next=one.sha256 in awaited)
            for one in files
        ]
        if cards:
            self._add_list("Files you opened", cards)

    def _add_topics(self, topics: Sequence[Topic], drafts: Sequence[DraftSummary]) -> None:
        newest, earlier = newest_and_earlier(topics)
        today = self._clock().astimezone().date()
        begun = {draft.topic_id for draft in drafts}
        which = which_lines(newest, earlier)
        default_agency = drafts[0].agency if drafts else ""
        for heading, some in (("Begin an audit", newest), ("Audits of earlier years", earlier)):
            of_topics = []
            for topic in some:
                again = topic.id in begun
                card = TopicCard(
                    self._theme,
                    topic,
                    today,
                    self.begun.emit,
                    default_agency=default_agency,
                    is_again=again,
                )
                if topic.id in which:
                    card.say_which(which[topic.id])
                if any(_has_answers_for(topic, draft) for draft in drafts):
                    card.offer_earlier(self.forward_wanted.emit)
                self._cards.append(card)
                of_topics.append(card)
            if some:
                self._add_list(heading, of_topics)

    def _add_away(self, drafts: Sequence[DraftSummary], cards: DraftCards) -> None:
        if drafts:
            self._add_list("Removed from the list", [cards.away(draft) for draft in drafts])

    def _add_list(self, heading: str, parts: Sequence[QWidget]) -> None:
        if self._layout.count():
            self._layout.addSpacing(self._theme.pixels(12))
        self._layout.addWidget(label(heading, Kind.HEADING))
        whole = ListOfParts()
        whole.setAccessibleName(heading)
        layout = column(whole, self._theme, spacing=12)
        for part in parts:
            layout.addWidget(part)
        self._layout.addWidget(whole)
