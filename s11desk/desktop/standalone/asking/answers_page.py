"""Look at a colleague's answers before they come into the audit, and choose where the two disagree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.conflict_choice import ConflictChoice
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.messages.title_words import title_and_year
from s11desk.desktop.parts.layout.gradual_fill import Maker
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, heading, label
from s11desk.desktop.parts.text.version_text import VersionText
from s11desk.desktop.standalone.task_page import NOTHING_TAKEN_IN, TaskPage
from s11desk.domain.asking.asked_questions import AnswersRemark, Decided
from s11desk.domain.asking.merge_answers import MergeItem, MergeOutcome
from s11desk.domain.audits.audit import Answer
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.asking.asking_sentences import ANSWERS_REMARKS, item_text, item_title
from s11desk.wording.dates import local_moment
from s11desk.wording.plain_text import short_line, shown_text

if TYPE_CHECKING:
    from s11desk.app.asking.take_answers import SeenAnswers
    from s11desk.domain.asking.asked_questions import ItemKey

_CHOOSE = (
    "{count} changed here too. Both versions are below. What is here stays, unless you choose the other. The history "
    "of the audit keeps both."
)
_CREDIT = "Name {name} in the comment of each answer that comes in"
_CREDIT_WHY = "Your return then says who answered. Without it, only the history of your audit does."
_NOBODY = "Nothing in this file shows who made it. Take it in if you know where it comes from."


@dataclass
class TakingState:
    """What the person chose so far: the page is built again when colours or sizes change."""

    choices: dict[ItemKey, Decided]
    credits: bool = False


class AnswersPage(TaskPage):
    """The page. ``state``: what the person chose, which the caller keeps. ``taking_wanted``: take the answers in.

    ``opening_wanted``: there is nothing to take in, and the person wants to see the audit.
    """

    taking_wanted = Signal()
    opening_wanted = Signal()

    def __init__(self, services: Services, seen: SeenAnswers, state: TakingState) -> None:
        heading, name = f"Answers from {short_line(seen.file.name)}", short_line(seen.path.name)
        super().__init__(services, heading, name, doing="Taking the answers in", stopped=NOTHING_TAKEN_IN)
        self._seen, self._state = seen, state
        self._add_facts()
        for remark in seen.remarks:
            self.layout_.addWidget(label(ANSWERS_REMARKS[remark], Kind.STRONG))
        self.conflicts: list[ConflictChoice] = []
        if seen.conflicts:
            count = counted(len(seen.conflicts), "of these was", "of these were")
            self.layout_.addWidget(label(_CHOOSE.format(count=count)))
        for make in self._makers():  # all at once: a page that grows later is squeezed
            self.layout_.addWidget(make())
        self._add_credit()
        if self._is_new:
            self.layout_.addWidget(label(_NOBODY, Kind.SMALL))
        self._add_button()

    @override
    def first_field(self) -> QWidget:
        return self.conflicts[0].mine if self.conflicts else self.take

    def _add_credit(self) -> None:
        name = short_line(self._seen.file.name)
        self.credits = CheckCard(self.theme, CardOption("credits", _CREDIT.format(name=name), _CREDIT_WHY))
        self.credits.setChecked(self._state.credits)
        self.credits.toggled.connect(self._turn_credit)
        self.layout_.addWidget(self.credits)
        if not any(isinstance(item.theirs, Answer) for item in self._seen.items):
            self.credits.hide()

    def _turn_credit(self, wanted: bool) -> None:  # noqa: FBT001 - Qt passes it so
        self._state.credits = wanted

    def _add_facts(self) -> None:
        seen = self._seen
        audit, topic = seen.draft.audit, seen.draft.topic
        card = self.card(heading=f"For your audit: {short_line(audit.agency)}")
        card.addWidget(label(title_and_year(topic.title, topic.year), Kind.QUIET))
        news = [item for item in seen.items if item.outcome is not MergeOutcome.SAME]
        if self._is_new:
            card.addWidget(label(f"{counted(len(news), 'change')} to {counted(_questions(news), 'question')}."))
        card.addWidget(label(f"The file was made {local_moment(seen.file.made)}.", Kind.SMALL))

    @property
    def _is_new(self) -> bool:
        return AnswersRemark.KNOWN not in self._seen.remarks

    def _add_button(self) -> None:
        self.take = button("&Take these answers in" if self._is_new else "&See the audit", "primary")
        self.take.clicked.connect(self.taking_wanted if self._is_new else self.opening_wanted)
        self.add_task(self.take)

    def _makers(self) -> list[Maker]:
        """What disagrees comes first."""
        conflicts = [partial(self._conflict, item) for item in self._seen.conflicts]
        taken = (item for item in self._seen.items if item.outcome is MergeOutcome.TAKE)
        return [*conflicts, *(partial(self._taken, item) for item in taken)]

    def _conflict(self, item: MergeItem) -> QWidget:
        topic, name = self._seen.draft.topic, short_line(self._seen.file.name)
        versions = (item_text(topic, item.ours), item_text(topic, item.theirs))
        shown = (shown_text(versions[0]), shown_text(versions[1]))
        takes_theirs = self._state.choices.get(item.key) is Decided.CHOSEN
        choice = ConflictChoice(self.theme, item_title(topic, item), shown, name, takes_theirs=takes_theirs)
        choice.theirs_chosen.connect(lambda wanted: self._choose(item, takes_theirs=wanted))
        self.conflicts.append(choice)
        return choice

    def _choose(self, item: MergeItem, *, takes_theirs: bool) -> None:
        self._state.choices[item.key] = Decided.CHOSEN if takes_theirs else Decided.KEPT

    def _taken(self, item: MergeItem) -> QWidget:
        part = QWidget()
        layout = column(part, self.theme, spacing=4)
        title = item_title(self._seen.draft.topic, item)
        words = "comes in" if item.theirs is not None else "was removed by your colleague, and will be removed here"
        layout.addWidget(heading(f"{title} {words}", Kind.STRONG))
        value = item.theirs if item.theirs is not None else item.ours
        text = shown_text(item_text(self._seen.draft.topic, value))
        layout.addWidget(VersionText(self.theme, title, text))
        return part


def _questions(items: list[MergeItem]) -> int:
    return len({item.key.question for item in items})
