"""The result of reading a container, as frozen values. Reading never raises for a bad container."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from s11desk.bundle.container.zip_records import DirectoryEntry


class FaultKind(StrEnum):
    """Why a file is not a canonical container. Reading stops at the first fault."""

    TRUNCATED = "truncated"
    NOT_A_ZIP = "not-a-zip"
    TOO_LARGE = "too-large"
    TOO_MANY_ENTRIES = "too-many-entries"
    ZIP64 = "zip64"
    HIDDEN_BYTES = "hidden-bytes"
    OVERLAP = "overlap"
    WRONG_HEADER = "wrong-header"
    FLAGS = "flags"
    COMPRESSED = "compressed"
    FORBIDDEN_NAME = "forbidden-name"
    DUPLICATE_NAME = "duplicate-name"
    UNEXPECTED_PART = "unexpected-part"
    MISSING_PART = "missing-part"
    WRONG_ORDER = "wrong-order"
    WRONG_MIMETYPE = "wrong-mimetype"
    CRC = "crc"
    MANIFEST_DIFFERS = "manifest-differs"
    SIGNATURE_SIZE = "signature-size"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a container. ``part``: the name of the entry, in printable ASCII; empty for the file as a whole.

    ``field``: the wrong header field (docs/return-bundle.md names them); empty if the fault is not in a header field.
    """

    kind: FaultKind
    part: str = ""
    field: str = ""


class ContainerEntry(DirectoryEntry, frozen=True, gc=False):
    """One file of a container. ``sha256``: the digest of its content, in lower-case hex."""

    sha256: str


class SignatureFacts(msgspec.Struct, frozen=True):
    """A manifest and the detached signature over it, which is not verified yet.

    The manifest has been checked: it states the right digest of every file in ``covers``, and of no other.
    """

    name: str
    manifest: bytes
    p7s: bytes
    covers: tuple[str, ...]


class ContainerFacts(msgspec.Struct, frozen=True):
    """The form of a container.

    ``canonical``: apart from the signatures, its bytes are the ones that the writer makes for these files. If it is
    not canonical, ``fault`` says why, and ``entries`` and ``signatures`` are empty, so that nothing from such a file is
    ever used. ``size``: the bytes of the whole file.
    """

    size: int
    fault: Fault | None = None
    entries: tuple[ContainerEntry, ...] = ()
    signatures: tuple[SignatureFacts, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether the file is a zip with its end. Otherwise it may be an incomplete download, or no return at all."""
        return self.fault is None or self.fault.kind not in (FaultKind.TRUNCATED, FaultKind.NOT_A_ZIP)

    @property
    def canonical(self) -> bool:
        """Whether reading found no fault."""
        return self.fault is None

    @property
    def is_countersigned(self) -> bool:
        """Whether an approver has signed."""
        return len(self.signatures) > 1

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all entries, in order."""
        return tuple(entry.name for entry in self.entries)

    def entry(self, name: str) -> ContainerEntry:
        """The entry called ``name``. Raises KeyError."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        raise KeyError(name)


class Refused(Exception):  # noqa: N818  (not an error: it carries a finding within the reader)
    """Carries a fault up to :func:`read_container`, which returns it. It never leaves this package."""

    def __init__(self, kind: FaultKind, part: str = "", field: str = "") -> None:
        super().__init__(kind.value)
        self.fault = Fault(kind, part, field)
