"""The question whether somebody signs after the person here, asked before a return is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from s11desk import app
from s11desk.desktop.inputs.option_cards import CardOption, RadioCard, say_places
from s11desk.desktop.parts.group import Group
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.layout.scroll_area import bring_into_sight
from s11desk.desktop.parts.page_state import spoken
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.domain.topics.signer_role import Role

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.returns.approving.next_signer import NextSigner

QUESTION = "Does someone else have to sign it too?"
_FIRST = "Nothing is signed yet: say first whether someone else has to sign it"
_ALONE = CardOption("signs-alone", "No, I send it to the partnership", "Nobody else signs it.")
_AFTER = CardOption(
    "signs-after",
    "Yes, my manager, head or chair signs after me",
    "They approve it with a signature of their own. You send it to them first.",
)


class SignsAfter(QWidget):
    """The two answers. None is chosen until the person chooses, or the audit's own log answers.

    ``asks``: False where the pack names who signs: then nothing is left to ask, and nothing is shown. ``changed``:
    another answer is chosen.
    """

    changed = Signal()

    def __init__(self, services: Services, draft: Draft) -> None:
        super().__init__()
        self.asks = draft.topic.signing_role(Role.APPROVER) is None
        outer = column(self, services.theme, spacing=8)
        outer.addWidget(label(QUESTION, Kind.HEADING))
        self.problem = label("", Kind.ERROR)
        self.changed.connect(self.problem.hide)
        outer.addWidget(self.problem)
        self.problem.hide()
        together = Group(QUESTION)
        outer.addWidget(together)
        layout = column(together, services.theme, spacing=8)
        self.alone, self.after = (RadioCard(services.theme, option) for option in (_ALONE, _AFTER))
        self._group = QButtonGroup(self)
        for card, option in ((self.alone, _ALONE), (self.after, _AFTER)):
            card.setObjectName(option.code)
            self._group.addButton(card)
            layout.addWidget(card)
            card.toggled.connect(lambda is_on: self.changed.emit() if is_on else None)
        say_places((self.alone, self.after))
        if not self.asks:  # shown here, it would be a window of its own for a moment
            self.hide()
        if draft.audit.exports and self.asks:
            audit_id = draft.audit.id
            services.jobs.look_up(
                self, lambda workspace, _: app.find_next_signer(workspace, audit_id), self._show_known
            )

    @property
    def choice(self) -> bool | None:
        """Whether somebody signs after the person here; None if it is not said, or not asked."""
        if not self.asks or self._group.checkedButton() is None:
            return None
        return self.after.isChecked()

    @property
    def is_expected(self) -> bool:
        """Whether, by the pack or by the person's answer, somebody signs after the person here."""
        return not self.asks or self.choice is True

    def is_said(self) -> bool:
        """Whether it is known if somebody signs after the person here, or nobody has to say it."""
        return not self.asks or self.choice is not None

    def ask_again(self) -> None:
        """Bring the keyboard to the question if nobody has answered it. Nothing is signed until then."""
        if not self.is_said():
            self.problem.setText(_FIRST)
            self.problem.show()
            self.alone.setFocus()
            bring_into_sight(self)
            announce(self, spoken(_FIRST, QUESTION), at_once=True)

    def choose(self, *, choice: bool | None) -> None:
        """Show an answer; None leaves what is shown."""
        if choice is not None:
            (self.after if choice else self.alone).setChecked(True)

    def _show_known(self, known: NextSigner) -> None:
        if self._group.checkedButton() is None:
            self.choose(choice=known.is_wanted)
