"""What an approver asks to change before they approve: kept while they read, and sent all at once.

The words go back by e-mail, and into the audit if that is on this computer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from s11desk import app
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.typing_pause import TypingPause
from s11desk.domain.returns.wanted_words import WHOLE, join_wanted, split_wanted
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted
from s11desk.wording.plain_text import short_line

if TYPE_CHECKING:
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.mailing.mail import Letter
    from s11desk.app.returns.verifying.verify import Verdict

_MOST_IN_TITLE = 300
"""Characters of the words beside the number of their question."""


class AskedChanges(QObject):
    """The words by the question that they are about. ``changed``: with the id of that question, or of none (``WHOLE``).

    ``sent``: the person has sent them; with a sentence that says so, and the words.

    ``completer``: the name of the person who is asked; a stranger chose it. ``is_kept``: the words stay on this
    computer until they are sent; else only on the page. ``typed_name``: with which the e-mail ends, if nothing here has
    the person's name.
    """

    changed = Signal(str)
    sent = Signal(str, str)

    def __init__(self, services: Services, verdict: Verdict, topic: Topic, words: dict[str, str]) -> None:
        """``words``: filled as the person types, and shown again by a page that is built in the place of this one."""
        super().__init__()
        self._services = services
        self._verdict = verdict
        self.topic = topic
        self._words = words
        self._sent = ""
        self.is_kept = False
        self._reader, self.typed_name = "", ""
        first = verdict.read.signatures[0].cms.signer if verdict.read.signatures else None
        self.completer = (short_line(first.name) if first is not None else "") or "the person who sent it"
        self._typed = TypingPause(self, services.jobs, self._keep)

    @property
    def places(self) -> tuple[str, ...]:
        """Where something is asked: first the whole return, then the questions in the topic's order."""
        return tuple(one for one in (WHOLE, *(question.id for question in self.topic.questions)) if self.words(one))

    @property
    def count(self) -> str:
        """How many changes are asked for, such as: 2 changes. Empty if none is."""
        return counted(len(self.places), "change") if self.places else ""

    def words(self, place: str) -> str:
        """What is asked there; empty if nothing is."""
        return self._words.get(place, "").strip()

    def title(self, place: str) -> str:
        """The place and the beginning of its words, as one line."""
        where = "The whole return" if place == WHOLE else f"Question {self.topic.number_of(place)}"
        words = " ".join(self.words(place).split())
        return f"{where}: {words if len(words) <= _MOST_IN_TITLE else words[:_MOST_IN_TITLE].rstrip() + '…'}"

    def change(self, place: str, words: str) -> None:
        """Ask for something else there; an empty text takes it back. It is kept after a pause."""
        if words != self._words.get(place, ""):
            self._words[place] = words
            self._typed.note_typed()
            self.changed.emit(place)

    @property
    def knows_reader(self) -> bool:
        """Whether the e-mail ends with the name in the signature of this computer, so that nobody has to type it."""
        return bool(self._reader)

    def sign_as(self, name: str) -> None:
        """End the e-mail with the name that the person typed."""
        if name != self.typed_name:
            self.typed_name = name
            self.changed.emit(WHOLE)

    def show_kept(self, words: str, reader: str) -> None:
        """Show the words of another day, and sign with the name ``reader``. From now on, what is typed is kept."""
        self.is_kept = True
        self._reader = reader
        for place, text in split_wanted(self.topic, words).items():
            if not self.words(place):
                self._words[place] = text
                self.changed.emit(place)

    def _keep(self) -> None:
        """Keep the words for another day, until they are sent."""
        verdict, words = self._verdict, self._text()
        if self.is_kept:
            self._services.jobs.submit(lambda workspace, _: app.keep_words(workspace, verdict, words), lambda _: None)

    def keep_typed(self) -> None:
        """Keep at once what a pause would have kept."""
        self._typed.keep_typed()

    def letter(self) -> Letter:
        """The e-mail that asks for all of it."""
        return app.changes_letter(self._verdict, self._text(), self._reader or self.typed_name)

    def hand_over(self) -> None:
        """Keep the words with the audit if it is on this computer too: its lead then finds them there."""
        verdict, words = self._verdict, self._text()
        if words != self._sent:
            self._sent = words
            self._services.jobs.submit(
                lambda workspace, _: app.keep_wanted_changes(workspace, verdict, words), lambda _: None
            )

    def note_sent(self, said: str) -> None:
        """The person says that they have sent it: nothing is left to send. ``said``: a sentence that tells so."""
        verdict, asked, name = self._verdict, self._text(), "" if self._reader else self.typed_name
        self.hand_over()

        def note(workspace: Workspace, _: object) -> None:
            app.note_asked(workspace, verdict, asked, name)

        self._services.jobs.submit(note, lambda _: None)
        self.forget()
        self.sent.emit(said, asked)

    def forget(self) -> None:
        """Ask for nothing any more."""
        places = self.places
        self._words.clear()
        self._typed.keep_now()
        for place in places:
            self.changed.emit(place)

    def _text(self) -> str:
        return join_wanted(self.topic, self._words)
