"""Fill the address and the key of a desk into a topic, before it is signed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from s11desk.app import receiving as desk_functions
from s11desk.desktop.inputs.enter_key import enter_presses
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.inputs.option_cards import CardOption, CheckCard
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.topics.topic import Detail
from s11desk.override import override
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.contact_words import detail_problem

if TYPE_CHECKING:
    from s11desk.app.receiving.desk.desk_pack import PackAddress
    from s11desk.domain.topics.topic import Topic

_ABOUT = (
    "Agencies open the pack, answer its questions, and send the return to your address. If the pack has your receiving "
    "key, each return is encrypted so that only you can open it."
)
_NO_KEY = (
    "This computer has no receiving key yet. Returns come unlocked: anyone who gets one can read it. You can set up a "
    "key on “Look after”."
)
_NEXT = (
    "It becomes the next version of these questions. Agencies that began the earlier one can copy their answers into "
    "it."
)
_NO_EMAIL = "Type the e-mail address to which agencies send their returns."


class DeskPackPage(StandalonePage):
    """``signing_wanted`` carries the topic with address and key, which is to be signed."""

    signing_wanted = Signal(object)

    def __init__(self, services: Services, topics: tuple[Topic, ...], address: PackAddress) -> None:
        super().__init__(services, "A signed pack for agencies")
        self._topics, self._address = topics, address
        self.layout_.addWidget(label(_ABOUT))
        self.topic = QComboBox()
        self.topic.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.topic.setMinimumContentsLength(12)
        for one in topics:
            self.topic.addItem(short_line(f"{one.title}, {one.year}, version {one.version}"))
        self.layout_.addWidget(FormRow(self.theme, "Questions", self.topic))
        self.email = LineField()
        self.email.setText(address.email)
        self.email.setObjectName("pack-email")
        self._row = FormRow(self.theme, "E-mail address for returns", self.email)
        self.email.typed.connect(partial(self._row.show_problem, ""))
        self.layout_.addWidget(self._row)
        self.encrypts = CheckCard(self.theme, CardOption("encrypts", "Ask for returns encrypted to our receiving key"))
        self.encrypts.setChecked(bool(address.certificate))
        if not address.certificate:
            self.encrypts.hide()
        self.layout_.addWidget(self.encrypts)
        code = f"Check code of the key: {address.check_code}" if address.certificate else _NO_KEY
        self.layout_.addWidget(label(code, Kind.QUIET))
        self.layout_.addWidget(label(_NEXT, Kind.QUIET))
        self.go = button("Go &on to sign it…", "primary")
        self.go.clicked.connect(self._go)
        enter_presses(self.go, self.email)
        self.layout_.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)

    @override
    def first_field(self) -> QWidget:
        return self.topic

    def _go(self) -> None:
        email = self.email.text().strip()
        problem = detail_problem(Detail.EMAIL, email) if email else _NO_EMAIL
        if problem:
            self._row.ask_again(problem)
            return
        topic = self._topics[self.topic.currentIndex()]
        encrypts = self.encrypts.isChecked() and bool(self._address.certificate)
        self.signing_wanted.emit(desk_functions.with_address(topic, self._address, email, encrypts=encrypts))
