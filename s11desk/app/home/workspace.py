"""A workspace is one open home. A use case gets a workspace and must run on the thread that opened it."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from contextlib import suppress

from s11desk.app.home.backing_up import BackupBeside
from s11desk.app.home.clock import Clock as Clock
from s11desk.app.home.clock import system_clock as system_clock
from s11desk.app.home.own_drafts import forget_drafts, own_drafts, remember_drafts
from s11desk.app.home.paths import Home, resources_folder, was_used
from s11desk.app.home.private_home import keep_private
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.errors.draft_errors import DraftsDamaged, DraftsMissing, DraftsMoved, TopicDamaged
from s11desk.errors.file_errors import FileUnreadable
from s11desk.errors.topic_errors import TopicUnknown
from s11desk.evidence.vault import Vault
from s11desk.files.presence import Presence, is_name_free, presence
from s11desk.store.checks.check_file import check_alone, is_emptied, lacks_id
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import open_second
from s11desk.store.opening.read_only import open_or_read
from s11desk.store.rows.journal import Stamp
from s11desk.topics.pack import built_in_topics, decode_topic, topic_digest


class Workspace:
    """The drafts, evidence and topics of one home.

    ``backs_up``: back up the drafts at once if a backup is due; the window does that in another thread instead.
    ``begins_empty``: begin without audits in a used home whose drafts file is missing.
    ``is_second``: this program has the drafts open in another thread already. They are not checked or upgraded again.
    ``backup_failure``: why that backup could not be made; the drafts open all the same.

    Raises what :func:`s11desk.store.opening.connection.open_drafts` raises, if the drafts cannot be read either. If
    they can be read but not written, ``drafts.try_writing`` says why, and each change is refused with that reason.
    """

    def __init__(
        self,
        home: Home,
        clock: Clock = system_clock,
        *,
        backs_up: bool = True,
        begins_empty: bool = False,
        is_second: bool = False,
    ) -> None:
        self.home = home
        self.clock = clock
        if is_second:
            self.drafts = Drafts(open_second(home.database), home.database, is_second=True)
        elif not begins_empty and _lacks_drafts(home):
            raise DraftsMissing(path=home.database)
        elif not begins_empty and _has_emptied_drafts(home):
            raise DraftsDamaged(path=home.database)
        else:
            keep_private(home)
            self.drafts = self._open_own(any_will_do=begins_empty)
        self.vault = Vault(home.vault)
        self._topics: dict[str, Topic] = {}
        self._own_topics: dict[str, Topic] | None = None
        self._beside: tuple[BackupBeside, Callable[[UserError], None]] | None = None
        try:
            self.backup_failure = self._back_up_if_due() if backs_up and not is_second else None
        except BaseException:
            self.drafts.close()
            raise

    def reopen(self) -> None:
        """Open the drafts that are at the home's path now, after somebody moved or replaced those that were open.

        Raises ``DraftsMoved`` if no file is there, and what opening raises. The drafts that were open then stay open.
        """
        if presence(self.home.database) is Presence.NO or _has_emptied_drafts(self.home):
            raise DraftsMoved(path=self.home.database, is_missing=True)
        moved = self.drafts.copy_if_moved(self.clock())
        if self.drafts.is_written_over():
            check_alone(self.home.database)
            self.drafts.close()  # first: its log belongs to what was there before
        elif not self.drafts.is_other_file():
            self.drafts.close()  # first: only the log was taken away, and closing copies what is in it into the file
        new_drafts = self._open_own()
        self.drafts.close()
        self.drafts = new_drafts
        if moved is not None:
            moved.remove_if_needless()
        self._topics.clear()

    def _open_own(self, *, any_will_do: bool = False) -> Drafts:
        """Open the drafts that belong to this home, and note that they do. A copy to look into may be anybody's."""
        home = self.home
        is_copy = home.database.parent != home.folder
        own = frozenset[str]() if is_copy else own_drafts(home)
        takes_any = any_will_do or lacks_id(home.database)
        drafts = open_or_read(home.database, home.backups, self.clock, frozenset() if takes_any else own)
        try:
            if own and takes_any:
                forget_drafts(home)
            with suppress(UserError):  # without the list, only another home's drafts are not noticed
                if not is_copy:
                    remember_drafts(home, drafts.home_id())
        except BaseException:
            drafts.close()
            raise
        return drafts

    def _back_up_if_due(self) -> UserError | None:
        if self.drafts.try_writing() is not None:
            return None
        try:
            self.drafts.back_up_if_due(self.home.backups, self.clock())
        except UserError as error:
            return error
        return None

    def back_up(self) -> None:
        """Back up what has changed. The window calls this when it closes, so that a backup has the session's work.

        Raises what :func:`s11desk.store.saved_copies.backups.back_up` raises.
        """
        if self.drafts.try_writing() is None:
            self.drafts.back_up_changes(self.home.backups, self.clock())

    def back_up_beside(self, report: Callable[[UserError], None]) -> None:
        """Back up in another thread, if a backup is due. Closing waits for it, and reports why it failed."""
        if self.drafts.try_writing() is None:
            self._beside = BackupBeside(self.home, self.clock()), report

    def close(self) -> None:
        """Close the drafts. Nothing of the workspace can be used after this."""
        beside, self._beside = self._beside, None
        failure = beside[0].finish() if beside is not None else None
        moved = self.drafts.copy_if_moved(self.clock())
        self.drafts.close()
        if moved is not None:
            moved.remove_if_needless()
        if beside is not None and failure is not None:
            beside[1](failure)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stamp(self) -> Stamp:
        """The time and the person's login name, which the journal records with a change."""
        return Stamp(self.clock(), user_name())

    def pinned_topic(self, digest: str) -> Topic:
        """Read the topic with this digest, to which drafts are pinned. Later calls reuse it.

        If the stored text is damaged or lost, one of the same digest that came with the program takes its place.
        Raises ``TopicDamaged``, ``TopicUnknown`` or ``TopicInvalid``.
        """
        if digest not in self._topics:
            try:
                self._topics[digest] = decode_topic(self.drafts.topic_body(digest))
            except (TopicDamaged, TopicUnknown):
                self._topics[digest] = self._topic_of_program(digest)
        return self._topics[digest]

    def _topic_of_program(self, digest: str) -> Topic:
        if self._own_topics is None:  # reading them takes longer than all other work on a draft
            folders = (resources_folder() / name for name in ("topics", "earlier-topics"))
            self._own_topics = {topic_digest(topic): topic for one in folders for topic in built_in_topics(one)}
        if digest not in self._own_topics:
            raise TopicDamaged(topic=digest)
        return self._own_topics[digest]


def _lacks_drafts(home: Home) -> bool:
    """Whether a used home has no drafts file. Looks twice: another program may be making the home just now."""
    return _is_free(home) and was_used(home) and _is_free(home)


def _is_free(home: Home) -> bool:
    """Whether nothing is at the path of the drafts, not even a link that leads nowhere."""
    try:
        return is_name_free(home.database)
    except FileUnreadable:  # opening the drafts says so
        return False


def _has_emptied_drafts(home: Home) -> bool:
    """Whether the drafts file of a used home holds nothing. Looks twice for the same reason."""
    return is_emptied(home.database) and was_used(home) and is_emptied(home.database)


def user_name() -> str:
    """The login name of the person at the computer. Empty if the system gives none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such variable, no password database, or a system without one
        return ""
