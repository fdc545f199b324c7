"""The form that makes a signing identity, and the card that shows one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk import app
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.passphrases.passphrase_row import PassphraseRow
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.pages.sign.folded_details import FoldedDetails
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.problem_line import show_problem
from s11desk.desktop.parts.reading.announcing import announce, announce_found
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Person
from s11desk.domain.topics.topic import Detail
from s11desk.errors import S11Error
from s11desk.errors.identity_errors import DetailField, IdentityDetailRefused
from s11desk.errors.passphrase_errors import (
    PassphraseMissing,
    PassphraseTooShort,
    PassphraseTooSimple,
    PassphraseUnusable,
)
from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH
from s11desk.wording.dates import local_day
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.contact_words import detail_problem

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace
    from s11desk.signing.identity.identity_summary import IdentitySummary
    from s11desk.signing.identity.self_signed import IdentityDetails

MakeKey = Callable[["Workspace", "IdentityDetails", str], "IdentitySummary"]
"""Makes a key with these details and this passphrase."""

PURPOSE = (
    "Your signature shows who filled in this audit. It also shows that nothing was changed later. You set it up "
    "once on this computer, and use it for every audit."
)
KEEP_IT_SAFE = (
    "The passphrase stops others at this computer from signing as you. Nobody can recover or reset it: if you forget "
    "it, you set up a new signature, and {seen_by} may ring you to check it is you. Write it down and keep it "
    "safe."
)

REPLACING = (
    "The new signature replaces the one you have. The old one is kept. Returns made so far stay as they are. {seen_by} "
    "may ring you to check it is you."
)

APPROVER_PURPOSE = (
    "To approve, you sign with your own name. You set this up once on this computer. Only you should know the "
    "passphrase."
)
_APPROVER_KEEPS = "Write the passphrase down and keep it safe: nobody can recover it."
_KNOWN = "The return names {}. Is that you? Then only a passphrase is missing."
_NOT_RIGHT = "Not you, or not right? Change it"

_MAKING = "Setting up…"
_UNPRINTABLE = (
    "The signed pages have no letters for {}, and show a number like [U+4E2D] for each. You can leave it, or write "
    "your details in other letters."
)
_MOST_LETTERS = 12

_ABOUT = "About your signature"
_ABOUT_WHAT = "You only need this if somebody rings to check that it is yours"
CODE_WORDS = (
    "Signature check code",
    "If somebody rings you to check that a signature is yours, read this code out to them.",
)
"""What the code of a signature is called, and what it is for."""


class IdentityWords(NamedTuple):
    """The words of the form that differ. ``purpose``: what the key is for. ``seen_by``: who sees the signer.

    ``heading``: empty for that of a signature. ``keep``: about the passphrase. ``made``: what is said when it is there.
    ``make``: makes another key than a signature; None for a signature.
    """

    purpose: str = PURPOSE
    seen_by: str = "the partnership"
    heading: str = ""
    keep: str = KEEP_IT_SAFE
    button: str = "&Set up my signature"
    made: str = "Your signature is set up. You sign as {name}"
    make: MakeKey | None = None


class IdentityForm(QWidget):
    """Asks for a person's details and a passphrase. ``identity_made`` is emitted with the new identity's summary.

    ``organisation`` fills that field in beforehand. ``replaces``: the new identity replaces the present one.
    ``words``: those of another page than the one that signs a return.
    """

    identity_made = Signal(object)

    def __init__(
        self,
        services: Services,
        signer: Person,
        organisation: str,
        *,
        is_approver: bool = False,
        replaces: bool = False,
        words: IdentityWords | None = None,
    ) -> None:
        super().__init__()
        self._services = services
        self._theme = services.theme
        self._is_approver = is_approver
        self._replaces = replaces
        self._is_making = False
        self._words = words = words or IdentityWords()
        layout = column(self, self._theme)
        self._rows: dict[LineField, FormRow] = {}
        self._folds: list[FoldedDetails] = []
        self._add_purpose(layout, words)
        self._add_details(layout, signer, organisation)
        self._add_passphrases(layout)
        self._add_button(layout)

    def _add_button(self, layout: QVBoxLayout) -> None:
        words = self._words
        keep = _APPROVER_KEEPS if self._is_approver else words.keep.format(seen_by=words.seen_by)
        layout.addWidget(label(keep))
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        layout.addWidget(self.problem)
        self.make = button(words.button, "primary")
        self.make.setAccessibleDescription(keep)  # Tab passes over the text, and nobody can get the passphrase back
        self.make.clicked.connect(self._make)
        layout.addWidget(self.make, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_purpose(self, layout: QVBoxLayout, words: IdentityWords) -> None:
        layout.addWidget(label(words.heading or "Set up your signature", Kind.HEADING))
        layout.addWidget(label(APPROVER_PURPOSE if self._is_approver else words.purpose))
        if self._replaces:
            layout.addWidget(label(REPLACING.format(seen_by=words.seen_by[:1].upper() + words.seen_by[1:])))

    def _add_details(self, layout: QVBoxLayout, signer: Person, organisation: str) -> None:
        details = (signer.name, signer.job_title, organisation, signer.email)
        known = tuple(map(short_line, details))
        rows = self._fold(layout, _KNOWN.format(", ".join(known)), _NOT_RIGHT) if all(known) else layout
        self.name = self._add_line(rows, "Your name", signer.name)
        self.job_title = self._add_line(rows, "Role or job title", signer.job_title)
        is_apart = bool(organisation) and not all(known)
        own = self._fold(rows, f"Organisation: {known[2]}", "Change the organisation") if is_apart else rows
        self.organisation = self._add_line(own, "Organisation", organisation)
        self.email = self._add_line(rows, "E-mail", signer.email, Detail.EMAIL)
        self.unprintable = label("")
        self.unprintable.hide()
        layout.addWidget(self.unprintable)
        self._look_for_unprintable()

    def _fold(self, layout: QVBoxLayout, words: str, change: str) -> QVBoxLayout:
        """Where the boxes of known details go. For an approver who signs for the first time, a link shows them."""
        if not self._is_approver or self._replaces:
            return layout
        folded = FoldedDetails(self._theme, words, change)
        self._folds.append(folded)
        layout.addWidget(folded)
        return folded.rows

    def first_field(self) -> QWidget:
        """The first box that is shown."""
        is_hidden = any(fold.isAncestorOf(self.name) and not fold.is_open for fold in self._folds)
        return self.first_typed if is_hidden else self.name

    def _add_passphrases(self, layout: QVBoxLayout) -> None:
        advice = "Three or four words that do not belong together are easy to remember."
        hint = f"At least {MIN_PASSPHRASE_LENGTH} characters. {advice}"
        self._passphrase_row = PassphraseRow(
            self._theme, "identity-Choose a passphrase", text="Choose a passphrase", hint=hint, is_new=True
        )
        again = PassphraseRow(
            self._theme, "identity-Type it again", text="Type it again", again_of=self._passphrase_row
        )
        layout.addWidget(self._passphrase_row)
        layout.addWidget(again)
        self.first_typed = self._passphrase_row.field
        self.second_typed = again.field
        self.second_typed.returnPressed.connect(self._make)

    def _add_line(self, layout: QVBoxLayout, text: str, value: str, detail: Detail = Detail.NAME) -> LineField:
        field = LineField()
        field.setText(value)
        field.setObjectName(f"identity-{text}")
        field.setMaximumWidth(self._theme.pixels(460))
        self._rows[field] = row = FormRow(self._theme, text, field)
        field.typed.connect(lambda: row.show_problem(""))
        field.editingFinished.connect(lambda: row.show_problem(detail_problem(detail, field.text())))
        field.editingFinished.connect(self._look_for_unprintable)
        layout.addWidget(row)
        return field

    def _look_for_unprintable(self) -> None:
        """Find the letters that the signed pages cannot show, away from the window: a typeface is read for it."""
        texts = (self.name.text(), self.job_title.text(), self.organisation.text())
        if "".join(texts).isascii():
            self._show_unprintable(())
            return
        self._services.jobs.look_up(
            self, lambda _workspace, _: app.unprintable_letters(texts), self._show_unprintable, lambda _: None
        )

    def _show_unprintable(self, letters: tuple[str, ...]) -> None:
        words = _UNPRINTABLE.format(" ".join(letters[:_MOST_LETTERS])) if letters else ""
        if words != self.unprintable.text():
            self.unprintable.setText(words)
            self.unprintable.setVisible(bool(words))
            announce_found(self, words)

    def _make(self) -> None:
        """Keep the button enabled: disabling it would move the focus, and the page would scroll."""
        if self._is_making:
            return
        if self.first_typed.text() != self.second_typed.text():
            self._ask_again("The two passphrases are not the same. Choose one and type it twice.")
            return
        self._show_problem("")
        self._show_making(is_making=True)
        details = (self.name.text(), self.job_title.text(), self.organisation.text(), self.email.text())
        make = self._words.make or _make_signature(is_approver=self._is_approver, replaces=self._replaces)
        self._services.jobs.submit_long(
            _make_operation(details, self.first_typed.text(), make),
            self._show_made,
            self._show_refusal,
            listener=self,
        )

    def _show_making(self, *, is_making: bool) -> None:
        """Say at the button that the work has begun: it takes a few seconds."""
        self._is_making = is_making
        self.make.setText(_MAKING if is_making else self._words.button)
        if is_making:
            announce(self, _MAKING)

    def _show_made(self, identity: IdentitySummary) -> None:
        """Say so before the page with this form is replaced by the next."""
        announce(self, self._words.made.format(name=identity.name))
        self.identity_made.emit(identity)

    def _show_refusal(self, error: S11Error) -> None:
        self._show_making(is_making=False)
        if isinstance(error, PassphraseTooShort | PassphraseTooSimple | PassphraseUnusable | PassphraseMissing):
            self._ask_again(message(error).whole)
            return
        if isinstance(error, IdentityDetailRefused):
            field = self._field(error.field)
            for fold in self._folds:
                fold.unfold()
            self._rows[field].show_problem(message(error).whole)
            field.setFocus()
            return
        self._show_problem(message(error).whole)

    def _field(self, detail: DetailField) -> LineField:
        match detail:
            case "name":
                return self.name
            case "job_title":
                return self.job_title
            case "organisation":
                return self.organisation
            case "email":
                return self.email
        assert_never(detail)

    def _ask_again(self, problem: str) -> None:
        """Empty both fields, because nobody can see the text in either."""
        self._show_problem("")
        self.first_typed.clear()
        self.second_typed.clear()
        self._passphrase_row.ask_again(problem)

    def _show_problem(self, problem: str) -> None:
        show_problem(self.problem, problem, self)


def identity_card(
    theme: Theme, identity: IdentitySummary, *, is_for_others: bool = False, code_words: tuple[str, str] = CODE_WORDS
) -> QWidget:
    """Make a card that shows the signer. What only matters if somebody rings them is folded.

    ``is_for_others``: the page is there to give others the check code, so it is shown. ``code_words``: what the code is
    called, and what it is for.
    """
    card = Card(theme, heading=identity.name, edges=(14, 14), spacing=2)
    card.column.addWidget(label(f"{identity.job_title}, {identity.organisation}"))
    card.column.addWidget(label(identity.email, Kind.QUIET))
    makers = [partial(label, line, Kind.SMALL) for line in _code_lines(identity, *code_words)]
    if is_for_others:
        for make in makers:
            card.column.addWidget(make())
    else:
        card.column.addSpacing(theme.pixels(8))
        card.column.addWidget(Fold(theme, _ABOUT, _ABOUT_WHAT, lambda: makers))
    return card


def _code_lines(identity: IdentitySummary, code_name: str, code_for: str) -> tuple[str, ...]:
    """The fingerprint in the form that people read out by telephone, what it is for, and how long the key is valid."""
    valid = f"Valid from {local_day(identity.not_before)} to {local_day(identity.not_after)}"
    return (f"{code_name}: {identity.fingerprint_spoken}", code_for, valid)


def known_person(draft: Draft) -> Person:
    """Return the first person named in the answers, who is probably the signer; a blank person if nobody is named."""
    people = (person for answer in draft.audit.answers for person in answer.people)
    return next(people, Person(role=""))


def _make_operation(
    details: tuple[str, str, str, str], passphrase: str, make: MakeKey
) -> Callable[[Workspace, Task], IdentitySummary]:
    name, job_title, organisation, email = details

    def run(workspace: Workspace, _task: Task) -> IdentitySummary:
        from s11desk.signing.identity.self_signed import IdentityDetails

        identity_details = IdentityDetails(name=name, job_title=job_title, organisation=organisation, email=email)
        return make(workspace, identity_details, passphrase)

    return run


def _make_signature(*, is_approver: bool, replaces: bool) -> MakeKey:
    def make(workspace: Workspace, details: IdentityDetails, passphrase: str) -> IdentitySummary:
        from s11desk.signing.identity.lifecycle import create_identity, replace_identity

        key = workspace.home.approver if is_approver else workspace.home.identity
        now = workspace.clock()
        if replaces:
            return replace_identity(key, details, passphrase, now).identity
        return create_identity(key, details, passphrase, now)

    return make
