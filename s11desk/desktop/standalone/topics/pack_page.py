"""A topic pack before it is added: its facts, or everything that is wrong with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.app.incoming import CheckedPack
from s11desk.app.pack_review import PackReview, PackStanding
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.parts.layout.first_few import add_first_few
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.topics.pack_changes import PackIssuer, PackPart
from s11desk.domain.topics.pack_problems import NO_TOPIC, Problem
from s11desk.domain.topics.topic import Topic
from s11desk.override import override
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day
from s11desk.wording.plain_text import short_line
from s11desk.wording.topics.pack_review_sentences import (
    NO_ADDRESS,
    NOT_SIGNED,
    WORKBOOK_NOT_SIGNED,
    alike_lines,
    change_line,
    issuer_lines,
    older_line,
    signer_line,
)
from s11desk.wording.topics.pack_sentences import problem_advice, problem_place, problem_sentence
from s11desk.wording.topics.question_change_sentences import question_change_lines

_ADVICE = "Add it only if it came from your partnership."
_ELSEWHERE = "This pack sends returns somewhere else than before"
_LINKS_CHANGED = "This pack has links that the version you have does not have"
_LINKS_ASK = (
    "A link opens a page outside this program. Add the pack only if these addresses are your partnership's or those of "
    "a service you know."
)
_ASK = (
    "Anybody can make a pack with your partnership's name. Before you add this one, ring the partnership on a "
    "number that you already have. Ask them to read out the address and the key."
)
_SOUND = "The topic was checked and no problem was found."
_USABLE = "The topic was checked, and no problem was found that stops it from being used. {} in it {} worth a look."
_FOR_THE_MAKER = "You can add the topic as it is. Send this list to the person who made it."
_FOR_THE_AUTHOR = "The topic can be used as it is. If you correct something in Excel, save it and press “Check again”."
_MAX_SHOWN = 200
_HAND_OUT = "Hand it out"
_HAND_OUT_HOW = (
    "Save the topic as a pack, and send that file to your agencies. They open it with “Open a file you were sent…”. If "
    "you sign it, they see who made it."
)
_MAKER = "If you made this topic"
_MAKER_HOW = "Save it as a workbook to go on with it in Excel, or sign it, so that agencies see who made it."
_CORRECT_IT = (
    "Correct them in Excel, save the workbook, and press “Check again”. If you did not make it, send the list on."
)
_SEND_IT = "You do not need to understand the list below: send it to the person who made the pack."
_OTHER_USES = (
    "If you were sent answers, ask for the return, which is a .zip file. If the file is evidence, open your audit and "
    "add it below the question."
)


class PackPage(StandalonePage):
    """The page that shows a topic pack before it is added.

    ``add_wanted``: the person wants to add the topic. It has True if they confirmed that returns go elsewhere.
    ``preview_wanted``, ``blank_wanted``: they want to see it as an agency will, or the empty form on paper.
    ``pack_wanted``, ``workbook_wanted``, ``sign_wanted``: they made the topic, and save it as a pack, as a workbook, or
    as a signed pack. ``again_wanted``: they corrected the file, and it is to be checked again.
    """

    add_wanted = Signal(bool)
    preview_wanted = Signal()
    blank_wanted = Signal()
    pack_wanted = Signal()
    workbook_wanted = Signal()
    sign_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, services: Services, seen: CheckedPack) -> None:
        heading = seen.topic.title if seen.topic is not None else _refused_heading(seen)
        super().__init__(services, heading, _caption(seen))
        if seen.topic is not None:
            self._add_topic(seen.topic, len(seen.problems))
            self._add_preview()
            if seen.is_workbook:
                self._add_making(is_workbook=True)
                self._add_warnings(seen)
            if seen.review is not None:
                self._add_review(seen.topic, seen.review, is_workbook=seen.is_workbook)
            if not seen.is_workbook:
                self._add_making(is_workbook=False)
                self._add_warnings(seen)  # last: an agency cannot mend them, and has to find the button that adds
        elif seen.holds_no_topic:
            self._add_no_topic(seen)
        else:
            self._add_problems(seen)

    @override
    def first_field(self) -> QWidget:
        fields = (self.findChild(QWidget, name) for name in ("links-seen", "asked-partnership", "keep-pack"))
        return next((field for field in fields if field is not None), self.back)

    def _add_topic(self, topic: Topic, warnings: int) -> None:
        for line in _facts(topic, warnings):
            self.layout_.addWidget(label(line))

    def _add_preview(self) -> None:
        row = WrappingRow(self.theme.pixels(12))
        preview = button("&Preview", described="See the topic as an agency will. Nothing is added or kept.")
        preview.setObjectName("preview-pack")
        preview.clicked.connect(self.preview_wanted)
        blank = button("See the blank form", described="The empty form to fill in on paper")
        blank.setObjectName("blank-pack")
        blank.clicked.connect(self.blank_wanted)
        row.addWidget(preview)
        row.addWidget(blank)
        self.layout_.addLayout(row)

    def _add_making(self, *, is_workbook: bool) -> None:
        """Offer what the maker of a topic does with it: a workbook becomes a pack, and a pack a workbook."""
        self.layout_.addWidget(label(_HAND_OUT if is_workbook else _MAKER, Kind.HEADING))
        self.layout_.addWidget(label(_HAND_OUT_HOW if is_workbook else _MAKER_HOW, Kind.QUIET))
        row = WrappingRow(self.theme.pixels(12))
        if is_workbook:
            self._add_button(row, "Save as a &topic pack…", "save-pack", self.pack_wanted)
        else:
            self._add_button(row, "Save as an Excel &workbook…", "save-workbook", self.workbook_wanted)
        self._add_button(row, "&Sign and save…", "sign-pack", self.sign_wanted)
        self.layout_.addLayout(row)

    def _add_button(self, row: WrappingRow, text: str, name: str, wanted: SignalInstance) -> None:
        one = button(text)
        one.setObjectName(name)
        one.clicked.connect(wanted)
        row.addWidget(one)

    def _add_no_topic(self, seen: CheckedPack) -> None:
        """Say what the file is, and what a person may have wanted with it."""
        layout = self.card("problem", "No topic was found in it. Nothing was added.")
        for problem in seen.problems:
            if problem.code in NO_TOPIC:
                layout.addWidget(label(problem_advice(problem)))
        self.layout_.addWidget(label(_OTHER_USES, Kind.QUIET))
        self._add_again()

    def _add_again(self) -> None:
        again = button("Check aga&in", described="Reads the file again, after you corrected and saved it")
        again.setObjectName("check-again")
        again.clicked.connect(self.again_wanted)
        self.layout_.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_warnings(self, seen: CheckedPack) -> None:
        """List the warnings, which do not stop anyone from using the pack, for the person who made it."""
        warnings = seen.problems
        if not warnings:
            return
        self.layout_.addWidget(label("Worth a look", Kind.HEADING))
        self.layout_.addWidget(label(_FOR_THE_AUTHOR if seen.is_workbook else _FOR_THE_MAKER, Kind.QUIET))
        self._add_copy(warnings)
        if seen.is_workbook:
            self._add_again()
        box = QWidget()
        layout = column(box, self.theme)
        makers = [partial(self._problem, number, problem) for number, problem in enumerate(warnings, 1)]
        add_first_few(layout, makers, "things that are worth a look")
        self.layout_.addWidget(box)

    def _add_copy(self, problems: tuple[Problem, ...]) -> None:
        sentences = "\n".join(map(problem_sentence, problems))
        self.copy = button("&Copy the list")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(sentences))
        self.layout_.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_review(self, topic: Topic, review: PackReview, *, is_workbook: bool) -> None:
        self.layout_.addWidget(label("Who made it, and where returns go", Kind.HEADING))
        self._add_lines((*issuer_lines(review.issuer), _signature_line(review, is_workbook=is_workbook)))
        if review.in_use is not None and review.changes:
            heading = f"What differs from version {review.in_use.version}, which you have"
            self.layout_.addWidget(label(heading, Kind.HEADING))
            self._add_lines(tuple(map(change_line, review.changes)))
            self._add_question_changes(question_change_lines(review.in_use, topic))
        if review.standing is PackStanding.SAME:
            self.layout_.addWidget(label("You already have this topic.", Kind.STRONG))
            return
        if review.in_use is not None and review.standing is PackStanding.OLDER:
            self.layout_.addWidget(label(older_line(topic.version, review.in_use.version), Kind.STRONG))
        self._add_consent(review)
        self._add_buttons()

    def _add_question_changes(self, lines: tuple[str, ...]) -> None:
        """List each question that differs, all but the first few behind a button."""
        if not lines:
            return
        box = QWidget()
        makers = [partial(label, line, Kind.SMALL) for line in lines]
        add_first_few(column(box, self.theme, spacing=4), makers, "differences between the questions")
        self.layout_.addWidget(box)

    def _add_lines(self, lines: tuple[str, ...]) -> None:
        words = QVBoxLayout()
        words.setSpacing(self.theme.pixels(4))
        for line in lines:
            words.addWidget(label(line))
        self.layout_.addLayout(words)

    def _add_consent(self, review: PackReview) -> None:
        """Ask the person to confirm it if returns would go somewhere else than before."""
        self.asked: CheckCard | None = None
        self._add_link_consent(review)
        if review.expected is None:
            self.layout_.addWidget(label(_ADVICE, Kind.STRONG))
            return
        layout = self.card("problem", _ELSEWHERE)
        alike = alike_lines(review.expected.address, review.issuer.address)
        for line in (f"Before: {_place(review.expected)}", f"Now: {_place(review.issuer)}", *alike, _ASK):
            layout.addWidget(label(line))
        self.asked = CheckCard(self.theme, CardOption("asked", "I have asked the partnership, and this is right"))
        self.asked.setObjectName("asked-partnership")
        layout.addWidget(self.asked)

    def _add_link_consent(self, review: PackReview) -> None:
        """Ask the person to look at links that are new or lead elsewhere: people trust what their audit offers."""
        self.links_seen: CheckCard | None = None
        links = [change for change in review.changes if change.part is PackPart.LINKS and change.now]
        if not links:
            return
        layout = self.card("panel", _LINKS_CHANGED)
        for change in links:
            layout.addWidget(label(change_line(change)))
        layout.addWidget(label(_LINKS_ASK))
        self.links_seen = CheckCard(self.theme, CardOption("links", "I have looked at these addresses"))
        self.links_seen.setObjectName("links-seen")
        layout.addWidget(self.links_seen)

    def _add_buttons(self) -> None:
        row = WrappingRow(self.theme.pixels(12))
        self.keep = button("&Add this topic", "primary")
        self.keep.setObjectName("keep-pack")
        self.keep.clicked.connect(lambda: self.add_wanted.emit(self.asked is not None))
        for card in filter(None, (self.asked, self.links_seen)):
            card.toggled.connect(self._may_keep)
        self._may_keep()
        later = button("&Not now", "link")
        later.clicked.connect(self.left)
        row.addWidget(self.keep)
        row.addWidget(later)
        self.layout_.addLayout(row)

    def _may_keep(self) -> None:
        cards = filter(None, (self.asked, self.links_seen))
        self.keep.setEnabled(all(card.isChecked() for card in cards))

    def _add_problems(self, seen: CheckedPack) -> None:
        """List what must be put right, then what is worth a look."""
        wrong = tuple(problem for problem in seen.problems if not problem.is_warning)
        warnings = tuple(problem for problem in seen.problems if problem.is_warning)
        sentences = tuple(map(problem_sentence, (*wrong, *warnings)))
        layout = self.card("problem", f"{counted(len(wrong), 'problem')} found. Nothing was added.")
        layout.addWidget(label(_CORRECT_IT if seen.is_workbook else _SEND_IT))
        self.copy = button("&Copy the list")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(sentences)))
        layout.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._add_again()
        self._list(wrong, 1)
        if warnings:
            self.layout_.addWidget(label("Worth a look", Kind.HEADING))
            self._list(warnings, len(wrong) + 1)

    def _list(self, problems: tuple[Problem, ...], first: int) -> None:
        for number, problem in enumerate(problems[:_MAX_SHOWN], first):
            self.layout_.addWidget(self._problem(number, problem))
        if len(problems) > _MAX_SHOWN:
            self.layout_.addWidget(label(f"{len(problems) - _MAX_SHOWN} more are in the copied list.", Kind.QUIET))

    def _problem(self, number: int, problem: Problem) -> QWidget:
        box = QWidget()
        words = column(box, self.theme, spacing=2)
        words.addWidget(label(f"{number}. {problem_place(problem)}", Kind.SMALL))
        words.addWidget(label(problem_advice(problem)))
        return box


def _refused_heading(seen: CheckedPack) -> str:
    if seen.holds_no_topic:
        return "This file is not a topic"
    return "This workbook is not ready yet" if seen.is_workbook else "This topic pack cannot be used"


def _caption(seen: CheckedPack) -> str:
    if seen.topic is None or seen.is_workbook:
        return short_line(seen.path.name)
    return "" if seen.is_known else "A topic to add"


def _place(issuer: PackIssuer) -> str:
    keys = f"encrypted to {', '.join(issuer.keys)}" if issuer.keys else "not encrypted"
    return f"{issuer.address or NO_ADDRESS}, {keys}"


def _signature_line(review: PackReview, *, is_workbook: bool) -> str:
    if review.signer is None:
        return WORKBOOK_NOT_SIGNED if is_workbook else NOT_SIGNED
    return signer_line(review.signer.who, review.signer.standing.standing, review.signer.standing.name)


def _facts(topic: Topic, warnings: int) -> tuple[str, ...]:
    due = f"To be returned by {day(topic.deadline)}." if topic.deadline else "It does not say when the return is due."
    return (
        f"{topic.partnership.name}, {topic.year}, version {topic.version}.",
        f"{counted(len(topic.questions), 'question')}. {due}",
        _USABLE.format(counted(warnings, "thing"), "is" if warnings == 1 else "are") if warnings else _SOUND,
    )
