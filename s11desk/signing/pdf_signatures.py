"""Signatures inside a PDF: PAdES B-B (ETSI EN 319 142-1), in fields that the report has made.

pyHanko places them in the file and checks them there. ``/Contents`` holds our one form (``cms_profile``). A check needs
both: pyHanko knows which changes a signed PDF may have, and our form leaves no bit of the signature free.
"""

from __future__ import annotations

import datetime as dt
import errno
import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, Any, BinaryIO

import msgspec
from asn1crypto.x509 import Certificate as PlainCertificate
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, read_certification_data
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import BaseStampStyle, StaticStampStyle
from pyhanko.stamp.noop import NoOpStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import CertificateRegistry

from s11desk.errors.return_errors import PdfUnsignable
from s11desk.files import system_errors
from s11desk.override import override
from s11desk.signing import cms, der
from s11desk.signing.certificates import Certificate
from s11desk.signing.metered_pdf import MeteredReader, PdfTooCostly
from s11desk.signing.signature_facts import CmsFacts, PdfCoverage, PdfFacts, PdfRole, PdfSignatureFacts, SpokenSignature
from s11desk.signing.signer import Signer

# They log the names in certificates, which are personal. The facts hold everything that we need.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

# The errors that pyHanko raises for a file made to break it. SyntaxError comes from XML in the metadata.
_DAMAGE_ERRORS = (
    PdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    SyntaxError,
    struct.error,
    zlib.error,
)

_COVERAGE: dict[SignatureCoverageLevel | None, PdfCoverage] = {
    SignatureCoverageLevel.ENTIRE_FILE: PdfCoverage.WHOLE_FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: PdfCoverage.WHOLE_REVISION,
}

MAX_SIGNATURES = 20
"""A PDF with more filled signature fields is not read: each of them has the whole file hashed. A return has two."""

# Bytes. A signature without its certificates and their names takes 500 with ECDSA and 1,300 with RSA-8192.
_SIZE_WITHOUT_CERTIFICATES = 2048


@dataclass(frozen=True, slots=True)
class NewPdfSignature:
    """A signature to add to a PDF.

    ``field_name``: the empty signature field that it fills. ``signed_at``: the signing time, with a time zone.
    ``stamp``: a PDF of one page, which is drawn into the field and shrunk if it is larger. Without a stamp the field
    looks as before. ``spoken``: what the signature says of itself; nothing without it.
    """

    role: PdfRole
    field_name: str
    signed_at: dt.datetime
    stamp: Path | bytes | None = None
    spoken: SpokenSignature | None = None


def sign_pdf(source: Path | BinaryIO, out: BinaryIO, signer: Signer, new: NewPdfSignature) -> None:
    """Write ``source`` with one more signature to ``out``, as an incremental update.

    ``out`` must be empty, readable and seekable. The completer's signature certifies the document. Afterwards people
    may only fill in its forms and add signatures.

    Raises ``PdfUnsignable`` (``path``, None for a stream; ``field``) if the file is not a PDF, has no such field, or
    permits no signature there; and the errors of reading. Raises ValueError for a time without a zone.
    """
    if new.signed_at.tzinfo is None:
        raise ValueError("a signing time needs a time zone")
    with _open(source) as stream:
        try:
            _sign(stream, out, signer, new)
        except (PdfError, SigningError) as error:
            path = source if isinstance(source, Path) else None
            raise PdfUnsignable(path=path, field=new.field_name) from error


def verify_pdf(source: Path | BinaryIO) -> PdfFacts:
    """Check the signatures in a PDF. For any content, raises only the errors of reading a file."""
    with _reading(source) as stream:
        try:
            return _facts(MeteredReader(stream))
        except _DAMAGE_ERRORS:
            return PdfFacts()
        except OSError as error:
            if error.errno == errno.EINVAL:  # an offset in the PDF points before the start of the file
                return PdfFacts()
            raise


def write_unsigned_revision(
    source: BinaryIO, out: BinaryIO, certificates: tuple[Certificate, ...], new: NewPdfSignature
) -> None:
    """Write ``source`` with the revision that :func:`sign_pdf` adds, but with zeros for the digits of the signature.

    ``certificates``: the signer's, then those above it. It needs no key: it shows what a signed PDF must look like.
    ``out`` as there. Raises ``PdfUnsignable``.
    """
    try:
        _prepare(source, out, certificates, new)
    except (PdfError, SigningError) as error:
        raise PdfUnsignable(path=None, field=new.field_name) from error


def _sign(stream: BinaryIO, out: BinaryIO, signer: Signer, new: NewPdfSignature) -> None:
    prepared, output = _prepare(stream, out, (signer.certificate, *signer.chain), new)
    prepared.fill_with_cms(output, cms.make_signature(prepared.document_digest, signer, None))


def _prepare(
    stream: BinaryIO, out: BinaryIO, certificates: tuple[Certificate, ...], new: NewPdfSignature
) -> tuple[PreparedByteRangeDigest, IO[bytes]]:
    external_signer = ExternalSigner(PlainCertificate.load(certificates[0].der), cert_registry=None)
    pdf_signer = _PlainSigner(_metadata(new), external_signer, stamp_style=_style(new.stamp))
    session = pdf_signer.init_signing_session(_Revision(stream), existing_fields_only=True)
    session.system_time = new.signed_at.astimezone(dt.UTC)
    document = session.prepare_tbs_document(None, bytes_reserved=_digits_reserved(certificates))
    return document.digest_tbs_document(output=out)


class _Revision(IncrementalPdfFileWriter):
    """Keeps title, dates and XMP as the report wrote them. pyHanko would write its own name and the present time."""

    @override
    def _update_meta(self) -> None:
        pass


class _PlainSigner(PdfSigner):
    """Declares only PAdES. For P-256 pyHanko would also declare PDF 2.0, which PDF/A-3 does not allow."""

    @override
    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        pdf_out.ensure_output_version(version=(1, 7))  # type: ignore[no-untyped-call]
        pdf_out.register_extension(ESIC_EXTENSION_1)


def _metadata(new: NewPdfSignature) -> PdfSignatureMetadata:
    spoken = new.spoken or SpokenSignature("", "", "")
    return PdfSignatureMetadata(
        field_name=new.field_name,
        name=spoken.name or None,
        location=spoken.organisation or None,
        contact_info=spoken.email or None,
        md_algorithm="sha256",
        certify=new.role is PdfRole.COMPLETER,
        docmdp_permissions=MDPPerm.FILL_FORMS,
        subfilter=SigSeedSubFilter.PADES,
    )


def _digits_reserved(certificates: tuple[Certificate, ...]) -> int:
    """The number of hexadecimal digits for ``/Contents``, always the same for a signer.

    A signature holds each certificate, and names from it twice more. Twice the size of each certificate is enough.
    """
    return 2 * (_SIZE_WITHOUT_CERTIFICATES + sum(2 * len(certificate.der) for certificate in certificates))


def _style(stamp: Path | bytes | None) -> BaseStampStyle:
    """The look of the field. pyHanko's own stamps use a font that is not embedded, which PDF/A and PDF/UA forbid."""
    if stamp is None:
        return NoOpStampStyle()
    content = stamp if isinstance(stamp, bytes) else _content(stamp)
    layout = SimpleBoxLayoutRule(x_align=AxisAlignment.ALIGN_MID, y_align=AxisAlignment.ALIGN_MID)
    return StaticStampStyle(background=_StampPage(content), background_layout=layout, border_width=0)


def _content(path: Path) -> bytes:
    with system_errors.reading_errors(path):
        return path.read_bytes()


class _StampPage(PdfContent):
    """The first page of a PDF in memory. pyHanko's own class needs a file and gives the page a random name."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content

    @override
    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._content)))
        self.resources.xobject[pdf_name("/Stamp")] = page
        left, bottom, right, top = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Stamp Do"


def _open(source: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    """Open ``source`` for reading. Only opening converts errors: later ones may come from the file that is written."""
    if not isinstance(source, Path):
        return nullcontext(source)
    with system_errors.reading_errors(source):
        return source.open("rb")


@contextmanager
def _reading(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    if not isinstance(source, Path):
        yield source
        return
    with system_errors.reading_errors(source), source.open("rb") as stream:
        yield stream


def _facts(reader: PdfFileReader) -> PdfFacts:
    certification = read_certification_data(reader)
    certifying = None if certification is None else certification.author_sig.container_ref
    fields = list(islice(enumerate_sig_fields(reader, filled_status=True), MAX_SIGNATURES + 1))
    if len(fields) > MAX_SIGNATURES:
        raise PdfTooCostly("too many signatures")
    numbered_facts = [_revision_and_facts(reader, name, field, certifying) for name, _, field in fields]
    return PdfFacts(
        readable=True, signatures=tuple(facts for _, facts in sorted(numbered_facts, key=lambda pair: pair[0]))
    )


def _revision_and_facts(
    reader: PdfFileReader, name: str, field: Any, certifying: object
) -> tuple[int, PdfSignatureFacts]:
    """The revision of the file in which a signature was made, and the facts about the signature."""
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        certifies = certifying is not None and embedded.sig_object.container_ref == certifying
        return embedded.signed_revision, _signature_facts(embedded, certifies=certifies)
    except _DAMAGE_ERRORS:
        return reader.xrefs.total_revisions, _unreadable(name)


def _signature_facts(embedded: EmbeddedPdfSignature, *, certifies: bool) -> PdfSignatureFacts:
    context = ValidationContext(trust_roots=[], allow_fetching=False, certificate_registry=_NoIssuers())
    status = validate_pdf_signature(embedded, context)
    return PdfSignatureFacts(
        field_name=str(embedded.field_name),  # pyHanko has its own kind of text
        certifies=certifies,
        intact=status.intact,
        valid=status.valid,
        coverage=_COVERAGE.get(status.coverage, PdfCoverage.PARTIAL),
        changes_allowed=bool(status.docmdp_ok),
        cms=_cms_facts(embedded),
    )


class _NoIssuers(CertificateRegistry):
    """Knows no issuer of a certificate, because we ask no authority for trust.

    Otherwise pyHanko would try every order of the certificates that a signature brings: hours for a dozen of one name.
    """

    @override
    def find_potential_issuers(self, cert: object, trust_manager: object) -> Iterator[Any]:
        return iter(())


def _unreadable(name: str) -> PdfSignatureFacts:
    return PdfSignatureFacts(
        field_name=str(name),
        certifies=False,
        intact=False,
        valid=False,
        coverage=PdfCoverage.PARTIAL,
        changes_allowed=False,
        cms=CmsFacts(),
    )


def _cms_facts(embedded: EmbeddedPdfSignature) -> CmsFacts:
    contents = embedded.pkcs7_content
    length = der.first_length(contents)
    signed_at = embedded.self_reported_timestamp
    utc = None if signed_at is None or signed_at.tzinfo is None else signed_at.astimezone(dt.UTC)
    facts = cms.verify_embedded(embedded.compute_digest("sha256"), contents[:length], utc)
    filled = not any(contents[length:]) and _fills_gap(embedded)
    return msgspec.structs.replace(facts, canonical=facts.canonical and filled)


def _fills_gap(embedded: EmbeddedPdfSignature) -> bool:
    """Whether the bytes that the signature does not cover are its own digits, exactly as we write them."""
    start, length, second_start, _ = embedded.byte_range
    digits = b"<" + embedded.pkcs7_content.hex().upper().encode() + b">"
    if start != 0 or second_start - length != len(digits):
        return False
    stream = embedded.reader.stream
    stream.seek(length)
    return bool(stream.read(len(digits)) == digits)
