"""One run of taking in: a file after the other, from its first bytes to its result."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePath
from typing import BinaryIO, NamedTuple

from msgspec.structs import replace

from s11desk.app.receiving.arrivals.erased_here import ErasedHere
from s11desk.app.receiving.arrivals.found_files import FoundFile, FoundKind, path_words
from s11desk.app.receiving.arrivals.mail_attachments import MailFlaw, returns_in_mail
from s11desk.app.receiving.arrivals.mail_heads import NO_HEAD, MailHead
from s11desk.app.receiving.arrivals.new_return import new_return
from s11desk.app.receiving.arrivals.read_file import Desk as Reading
from s11desk.app.receiving.arrivals.read_file import ReadFile, judge_file, read_return_file, unread_file
from s11desk.app.receiving.arrivals.record_file import (
    FileOrigin,
    RecordedTogether,
    known_result,
    record_read,
    record_with_others,
)
from s11desk.app.receiving.arrivals.small_files import SmallFile
from s11desk.app.receiving.arrivals.zip_references import references_in_bytes, references_in_zip
from s11desk.app.receiving.arrivals.zipped_return import ZipFlaw, return_in_zip
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.erasing import erase_copy
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.bundle.container.file_layout import MAX_CONTAINER
from s11desk.bundle.file_start import starts_as_return
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import IntakeResult, TakenFile, TakeOutcome
from s11desk.domain.returns.foreign_file import ForeignKind
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.files.durable import writing
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.register.files_together import FilesTogether
from s11desk.register.kept_files import digest_of, is_intact
from s11desk.register.received_rows import NewReturn, find_file, recorded_files
from s11desk.signing.envelope.envelope_reader import decrypt
from s11desk.signing.envelope.envelope_start import is_envelope
from s11desk.signing.envelope.recipient_keys import RecipientKey
from s11desk.wording.desk.collation_words import MAIL_REASONS, UNREAD_REASONS, ZIP_REASONS
from s11desk.wording.desk.desk_words import NOT_READABLE_AGAIN, erased_sentence
from s11desk.wording.plain_text import short_line

_HEAD = 4096
_MEMORY = 64 * 1024 * 1024
"""Bytes. A smaller file is read once, so that every step sees the same bytes."""


class JudgedFile(NamedTuple):
    """A file that was read, and the return in it; ``new`` is None if there is none."""

    read: ReadFile
    new: NewReturn | None


@dataclass(frozen=True, slots=True)
class Intake:
    """What one run needs. ``reading``: without a key, because an encrypted return is decrypted here.

    ``asked``: the topics of the desk. ``erased``: what was deleted here, which does not come back by itself.
    ``deleted``: stored files that this run found to be such a return, and deleted.
    """

    desk: ReceivingDesk
    reading: Reading
    asked: tuple[Topic, ...]
    erased: ErasedHere
    deleted: list[str] = field(default_factory=list)

    def take(self, file: FoundFile) -> tuple[IntakeResult, ...]:
        """Take in one file: one result, or for an e-mail one for each return in it.

        Raises what writing into the desk raises, and Cancelled.
        """
        self.erased.look()
        if file.kind is not FoundKind.FILE:
            return (IntakeResult(file.name, TakeOutcome.REFUSED, (UNREAD_REASONS[file.kind.value],)),)
        try:
            with _open(file.path) as stream:
                return tuple(self._take_stream(stream, file))
        except UserError as error:
            if getattr(error, "path", None) != file.path:
                raise  # about the desk, not about this file
            return (IntakeResult(file.name, TakeOutcome.REFUSED, (self.reading.explain(error),)),)

    def judge_small(self, small: SmallFile, verdict: Verdict | None, taken: dt.datetime) -> JudgedFile | None:
        """What is to be recorded of a file, as far as that does not depend on others. None if there is no verdict.

        ``taken``: the time at which it comes.
        """
        if verdict is None:
            return None
        read = judge_file(verdict, small.file.name, small.size, small.sha256)
        return JudgedFile(read, new_return(read, self.asked, taken))

    def take_small(
        self, small: SmallFile, judged: JudgedFile | None, stored: FilesTogether, recorded: RecordedTogether
    ) -> IntakeResult:
        """Take in a file that was read into memory; a return is stored with ``stored`` and recorded with ``recorded``.

        ``judged``: None if the file was not :meth:`unknown`, so it was not read. Raises what writing into the desk
        raises.
        """
        file, sha256, source = small.file, small.sha256, path_words(small.file.path)
        if small.is_return and sha256 in self.erased.files:
            return self._erased(file, sha256)
        known = find_file(self.desk.register, sha256) if sha256 in recorded.files else None
        path = self.desk.files.path(sha256)
        if known is not None and known.received and (judged is None or path in stored or is_intact(path)):
            return known_result(self.desk, known, file.name, source, self.asked)
        if judged is None:  # another program has just deleted it
            return self._take_return(io.BytesIO(small.content), file, source)
        if small.is_return and path not in stored and not is_intact(path):
            if not small.content:
                return self._take_again(small, recorded)
            stored.add(path, small.content)
        mentions = () if small.is_return else references_in_bytes(small.content)
        origin = FileOrigin(sha256, small.size, file.name, source, small.is_return, mentions)
        return record_with_others(self.desk, judged.read, origin, self.asked, recorded, judged.new)

    def _take_again(self, small: SmallFile, recorded: RecordedTogether) -> IntakeResult:
        """Read and store a return once more: it was written, and another program has deleted it since."""
        result = self.take(small.file)[0]  # an e-mail has several, but this was none a moment ago
        if find_file(self.desk.register, small.sha256) is not None:
            recorded.files.add(small.sha256)
        return result

    def unknown(self, group: Sequence[SmallFile]) -> tuple[SmallFile, ...]:
        """The files that have to be read, each content once."""
        self.erased.look()
        recorded = recorded_files(self.desk.register, [one.sha256 for one in group])
        each = {one.sha256: one for one in group}.values()
        return tuple(one for one in each if not self._is_known(one, recorded))

    def store_ahead(self, unknown: Sequence[SmallFile], stored: FilesTogether) -> None:
        """Begin to write and flush the returns among ``unknown``. What fails is raised when its turn comes."""
        stored.begin_adding(self._not_stored(unknown, stored))

    def _not_stored(self, unknown: Sequence[SmallFile], stored: FilesTogether) -> Iterator[tuple[Path, bytes]]:
        for path, content in ((self.desk.files.path(one.sha256), one.content) for one in unknown if one.is_return):
            if is_intact(path):
                stored.flush_name(path)
            else:
                yield path, content

    def _is_known(self, small: SmallFile, recorded: set[str]) -> bool:
        """Whether the file need not be read: its return is recorded and stored, or was deleted here."""
        if small.is_return and small.sha256 in self.erased.files:
            return True
        if small.sha256 not in recorded:
            return False
        known = find_file(self.desk.register, small.sha256)
        return known is not None and bool(known.received) and is_intact(self.desk.files.path(small.sha256))

    def _erased(self, file: FoundFile, sha256: str) -> IntakeResult:
        return IntakeResult(
            file.name, TakeOutcome.REFUSED, (erased_sentence(england_day(self.erased.files[sha256].at)),)
        )

    def take_stored(self, file: TakenFile) -> IntakeResult:
        """Read a file again that is stored and has no return yet, such as one whose key was not open.

        Raises what writing into the desk raises. A file that is gone or damaged stays held.
        """
        self.erased.look()
        if not is_intact(self.desk.files.path(file.sha256)):
            return IntakeResult(file.name, TakeOutcome.HELD, (NOT_READABLE_AGAIN,))
        with self.desk.files.open(file.sha256) as stream:
            return self._take_return(stream, FoundFile(self.desk.files.path(file.sha256), file.name), "")

    def _take_stream(self, stream: BinaryIO, file: FoundFile) -> Iterator[IntakeResult]:
        with reading_errors(file.path):
            head, size = stream.read(_HEAD), stream.seek(0, os.SEEK_END)
        if (starts_as_return(head) or is_envelope(head)) and size <= MAX_CONTAINER:  # a larger one is not copied
            yield self._take_return(stream, file, path_words(file.path))
            return
        read = self._read(file.path, file)
        foreign = read.verdict.read.foreign if read.verdict is not None else None
        if foreign is not None and foreign.kind is ForeignKind.EMAIL:
            yield from self._take_mail(stream, file)
        elif foreign is not None and foreign.kind is ForeignKind.ZIP_IN_ZIP:
            yield self._take_zipped(stream, file, read)
        else:
            yield self._record_unread(stream, file, read)

    def _record_unread(self, stream: BinaryIO, file: FoundFile, read: ReadFile) -> IntakeResult:
        with reading_errors(file.path):
            mentions = references_in_zip(stream)
        origin = FileOrigin(read.sha256, read.size, file.name, path_words(file.path), False, mentions)  # noqa: FBT003
        return record_read(self.desk, read, origin, self.asked) if read.sha256 else _refused(read)

    def _take_zipped(self, stream: BinaryIO, file: FoundFile, read: ReadFile) -> IntakeResult:
        """Take in the return in a zip. The zip itself is not kept: it may have more in it than the return."""
        try:
            found = return_in_zip(stream)
        except UserError as error:  # it stopped its reader; the desk has no part in that
            reason = unread_file(self.reading, file.path, file.name, error).reason
            return self._record_unread(stream, file, replace(read, reason=reason))
        if found.flaw is not ZipFlaw.NONE:
            return self._record_unread(stream, file, replace(read, reason=ZIP_REASONS[found.flaw.value]))
        name = f"{file.name}/{short_line(PurePath(found.name).name) or 'return'}"
        return self._take_return(io.BytesIO(found.content), FoundFile(file.path, name), f"{path_words(file.path)}/1")

    def _take_mail(self, stream: BinaryIO, file: FoundFile) -> Iterator[IntakeResult]:
        """Take in the returns that are attached. The e-mail itself is not kept: it has more in it than the return."""
        try:
            found = returns_in_mail(stream)
        except UserError as error:  # it stopped its reader; the desk has no part in that
            yield self._refuse_mail(stream, file, unread_file(self.reading, file.path, file.name, error).reason)
            return
        if not found.attachments or found.flaw is not MailFlaw.NONE:
            yield self._refuse_mail(stream, file, MAIL_REASONS[found.flaw.value], found.head)
        for number, attachment in zip(count(1), found.attachments, strict=False):
            name = short_line(PurePath(attachment.name).name) or f"attachment {number}"
            within = FoundFile(file.path, f"{file.name}/{name}")
            yield self._take_return(io.BytesIO(attachment.content), within, f"{path_words(file.path)}/{number}")

    def _refuse_mail(self, stream: BinaryIO, file: FoundFile, reason: str, head: MailHead = NO_HEAD) -> IntakeResult:
        """Record an e-mail of which not all returns were read: somebody has to look at it."""
        stream.seek(0)
        with reading_errors(file.path):
            sha256, size = digest_of(stream)
        read = ReadFile(file.name, size, sha256, FileState.REFUSED, reason, head=head)
        origin = FileOrigin(sha256, size, file.name, path_words(file.path), is_kept=False)
        return record_read(self.desk, read, origin, self.asked)

    def _take_return(
        self, stream: BinaryIO, file: FoundFile, source: str, *, is_second_time: bool = False
    ) -> IntakeResult:
        """Take in what begins as a return does, or as an encrypted one. It is stored whether it verifies or not.

        ``is_second_time``: it was stored a moment ago, and then another program deleted it.
        """
        stream.seek(0)
        with reading_errors(file.path):
            sha256, size = digest_of(stream)
        if (result := self._known_already(sha256, file, source)) is not None:
            return result
        stream.seek(0)
        with self.desk.files.copying(stream, sha256, file.path, self.reading.cancel) as copy:
            read = self._read_return(copy.path, file)
            if read.facts is not None and read.sha256 in self.erased.files:  # it came encrypted again
                if copy.is_kept or find_file(self.desk.register, sha256) is not None:
                    self._erase_copy(sha256, read.sha256)
                return self._erased(file, read.sha256)
            copy.keep()
        with self.desk.register.changing():  # until it ends, no other program deletes a file
            if is_second_time or self._are_stored({sha256, read.sha256 if read.facts is not None else sha256}):
                origin = FileOrigin(sha256, size, file.name, source, is_kept=True)
                return record_read(self.desk, read, origin, self.asked)
        return self._take_return(stream, file, source, is_second_time=True)

    def _known_already(self, sha256: str, file: FoundFile, source: str) -> IntakeResult | None:
        """The result for a file that was deleted here, or whose return is recorded and stored; None for another."""
        is_stored = is_intact(self.desk.files.path(sha256))
        with self.desk.register.changing():  # until it ends, no other program deletes anything
            self.erased.look()
            if sha256 in self.erased.files:
                return self._erased(file, sha256)
            known = find_file(self.desk.register, sha256)
            if known is not None and known.received and is_stored:
                return known_result(self.desk, known, file.name, source, self.asked)
        return None

    def _are_stored(self, digests: Iterable[str]) -> bool:
        return all(os.access(self.desk.files.path(sha256), os.F_OK) for sha256 in digests)

    def _erase_copy(self, sha256: str, deleted: str) -> None:
        """Delete a file that was stored before anybody could see that it is a return that was deleted here."""
        erase_copy(self.desk, sha256, self.erased.files[deleted])
        self.deleted.append(sha256)

    def _read_return(self, path: Path, file: FoundFile) -> ReadFile:
        read, key = self._read(path, file), self.desk.officer.key
        foreign = read.verdict.read.foreign if read.verdict is not None else None
        if foreign is None or foreign.kind is not ForeignKind.ENCRYPTED or key is None:
            return read
        return self._read_encrypted(path, file, key)

    def _read_encrypted(self, path: Path, file: FoundFile, key: RecipientKey) -> ReadFile:
        """Decrypt and read the return. It is stored decrypted too, so that no later step needs the key."""
        opened = self.reading.work / "decrypted.zip"
        try:
            with reading_errors(path), open_regular(path) as stream, writing(opened, private=True) as out:
                decrypt(stream, out, key, cancel=self.reading.cancel)
            read = self._read(opened, file)
            if read.facts is not None and read.sha256 not in self.erased.files:
                with open_regular(opened) as stream, self.desk.files.copying(stream, read.sha256, opened) as copy:
                    copy.keep()
            return read
        except UserError as error:
            if getattr(error, "path", None) != path:
                raise
            return unread_file(self.reading, file.path, file.name, error)
        finally:
            opened.unlink(missing_ok=True)

    def _read(self, path: Path, file: FoundFile) -> ReadFile:
        """Verify the file at ``path``. What stops its reader refuses it. ``file``: as a person knows it."""
        try:
            return read_return_file(self.reading, path, file.name)
        except UserError as error:
            return unread_file(self.reading, file.path, file.name, error)


def _refused(read: ReadFile) -> IntakeResult:
    return IntakeResult(read.name, TakeOutcome.REFUSED, (read.reason,))


def _open(path: Path) -> BinaryIO:
    with reading_errors(path):
        stream = open_regular(path)
        if os.fstat(stream.fileno()).st_size > _MEMORY:
            return stream
        with stream:
            return io.BytesIO(stream.read())
