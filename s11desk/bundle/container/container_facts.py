"""What reading a container found: frozen values, never an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from s11desk.bundle.container.zip_records import Listed


class FaultKind(StrEnum):
    """Why a file is not a canonical container. One is enough: reading stops at the first."""

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
    """``part``: the entry it was found at, in printable ASCII, empty where it is the file as a whole.

    ``field``: the header field that is not as it must be (docs/return-bundle.md names them), empty where it is none.
    """

    kind: FaultKind
    part: str = ""
    field: str = ""


class ContainerEntry(Listed, frozen=True, gc=False):
    """One file of a container. ``sha256``: of its content, in lower-case hex."""

    sha256: str


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """A manifest and the detached signature over it, which is still to be verified.

    The manifest is known to state the right digest of every file in ``covers``, and of no other.
    """

    name: str
    manifest: bytes
    p7s: bytes
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContainerFacts:
    """The verdict on a container's form.

    ``canonical``: its bytes are what the writer would have written for these files, signatures aside. If it is not,
    ``fault`` says why, and ``entries`` and ``signatures`` are empty, so that nothing from such a file is ever used.
    ``size``: of the whole file, in bytes.
    """

    size: int
    fault: Fault | None = None
    entries: tuple[ContainerEntry, ...] = ()
    signatures: tuple[SignatureFacts, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether it is a zip file at all, and has its end: what is not may be a download cut short, or no return."""
        return self.fault is None or self.fault.kind not in (FaultKind.TRUNCATED, FaultKind.NOT_A_ZIP)

    @property
    def canonical(self) -> bool:
        return self.fault is None

    @property
    def is_countersigned(self) -> bool:
        return len(self.signatures) > 1

    def entry(self, name: str) -> ContainerEntry:
        """The entry called ``name``. Raises KeyError."""
        found = next((entry for entry in self.entries if entry.name == name), None)
        if found is None:
            raise KeyError(name)
        return found


class Refused(Exception):  # noqa: N818  (not an error: how the reader's parts hand their finding to its entrance)
    """Carries a fault from where it is found to the reader's entrance; never leaves this package."""

    def __init__(self, kind: FaultKind, part: str = "", field: str = "") -> None:
        super().__init__(kind.value)
        self.fault = Fault(kind, part, field)
