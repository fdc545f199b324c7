"""The choice of the role in which a person approves a return, where more than one person can still sign."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QWidget

from s11desk.desktop.inputs.option_cards import CardOption, RadioCard, say_places
from s11desk.desktop.messages.form_say import say_for
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic

_ANY_ORDER = "It does not matter who signs first. Each person signs the file that has the signatures before theirs."
_MISSING = "Choose what you approve as."


class RoleChoice(QWidget):
    """A card for each role that is still open, with what that person declares."""

    def __init__(self, services: Services, topic: Topic, roles: tuple[Role, ...]) -> None:
        super().__init__()
        layout = column(self, services.theme, spacing=10)
        layout.addWidget(label("What do you approve as?", Kind.HEADING))
        layout.addWidget(label(_ANY_ORDER))
        self._group = QButtonGroup(self)
        self.cards: dict[Role, RadioCard] = {}
        named = ((role, topic.signing_role(role)) for role in roles)
        for role, signs in ((role, signs) for role, signs in named if signs is not None):
            declared = say_for(topic)("By signing you declare: {}", signs.declaration) if signs.declaration else ""
            self.cards[role] = RadioCard(services.theme, CardOption(role, signs.title, declared))
            self._group.addButton(self.cards[role])
            layout.addWidget(self.cards[role])
        say_places(tuple(self.cards.values()))
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        layout.addWidget(self.problem)
        self._group.buttonToggled.connect(lambda _button, _is_on: self.problem.hide())

    def chosen(self) -> Role | None:
        """Return the chosen role. None if none is chosen: then the problem is shown, and a card has the focus."""
        found = next((role for role, card in self.cards.items() if card.isChecked()), None)
        if found is None:
            self.problem.setText(_MISSING)
            self.problem.show()
            announce(self, _MISSING, at_once=True)
            next(iter(self.cards.values())).setFocus()
        return found
