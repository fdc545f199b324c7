"""The two files of an identity: the encrypted key file (``.p12``) and its public certificate (``.crt``, PEM).

Nobody can change two files in one step, so the key file alone decides. It names its certificate, and anyone can read
that name without the passphrase: ``localKeyId`` (PKCS#9, 5.5.2), which cryptography and OpenSSL fill with the SHA-1 of
the certificate. For a moment ``.crt`` may hold two certificates; the named one counts. The name only finds a
certificate. Unlocking compares whole certificates.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from asn1crypto import pkcs12
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from s11desk.errors import IntegrityError, UserError
from s11desk.files import durable, presence, system_errors
from s11desk.files.regular_files import read_regular
from s11desk.signing.certificates import Certificate, read_certificate
from s11desk.signing.identity.keyfile import make_key_file, open_key_file
from s11desk.signing.identity.open_identity import UnlockedIdentity

CERTIFICATE_SUFFIX = ".crt"


def named_certificate(content: bytes) -> bytes:
    """The SHA-1 of the certificate that a key file names as its own; empty if it names none.

    Raises ValueError if ``content`` is not PKCS#12.
    """
    try:
        return next(_key_names(pkcs12.Pfx.load(content, strict=True)), b"")
    except (ValueError, TypeError, LookupError) as error:
        raise ValueError("not a PKCS#12 file") from error


def certificates_beside(path: Path) -> tuple[Certificate, ...]:
    """The certificates in the ``.crt`` beside a key file; none if that is missing or damaged."""
    try:
        loaded = x509.load_pem_x509_certificates(read_regular(path.with_suffix(CERTIFICATE_SUFFIX)))
        return tuple(read_certificate(each.public_bytes(Encoding.DER)) for each in loaded)
    except (OSError, ValueError):
        return ()


def own_certificate(path: Path, content: bytes) -> Certificate | None:
    """The certificate beside the key file ``path`` that its ``content`` names; None if it is not there.

    Raises ValueError if ``content`` is not PKCS#12.
    """
    name = named_certificate(content)
    return next((each for each in certificates_beside(path) if _name_of(each) == name), None)


def write_identity(path: Path, unlocked: UnlockedIdentity, passphrase: str) -> None:
    """Write both files of a new identity. The identity exists as soon as the key file does."""
    key_file = _key_file(unlocked, passphrase)
    durable.make_folder(path.parent)
    _write_certificates(path, unlocked.certificate)
    _write_key_file(path, key_file, unlocked, passphrase, before=None)


def rewrite_key_file(path: Path, unlocked: UnlockedIdentity, passphrase: str) -> None:
    """Encrypt the key that was opened from ``path`` with ``passphrase``, and replace the file in one step."""
    _write_key_file(path, _key_file(unlocked, passphrase), unlocked, passphrase, before=unlocked.content)


def swap_identity(path: Path, unlocked: UnlockedIdentity, passphrase: str, now: dt.datetime) -> Path:
    """Replace the identity at ``path`` by another one, and return the path of the copy of the old key file.

    First the old files are copied. Then ``.crt`` gets both certificates, the key file changes in one step, and ``.crt``
    loses the old certificate. If this stops anywhere, there is one identity, and it shows its own certificate.
    """
    key_file, before = _key_file(unlocked, passphrase), _content(path)
    old = _old_certificate(path, before)
    kept = _keep_copies(path, now, {path.suffix: before, CERTIFICATE_SUFFIX: _certificate_file(path, old)})
    _write_certificates(path, *old, unlocked.certificate)
    _write_key_file(path, key_file, unlocked, passphrase, before=before)
    with suppress(UserError):  # the identity is replaced, and the next unlocking removes the old certificate
        _write_certificates(path, unlocked.certificate)
    return kept


def repair_files(path: Path, unlocked: UnlockedIdentity, passphrase: str, now: dt.datetime) -> None:
    """Make both files agree with the opened key file. If they already agree, this writes nothing.

    They may differ after an interrupted change, or after somebody copied only one of the files. A ``.crt`` that has
    nothing to do with this key is kept under a dated name.
    """
    own, beside = unlocked.certificate, [each.der for each in certificates_beside(path)]
    if beside != [own.der]:
        if own.der not in beside:
            _keep_copies(path, now, {CERTIFICATE_SUFFIX: _certificate_file(path, ())})
        _write_certificates(path, own)
    if not _is_named(own, unlocked.content):
        rewrite_key_file(path, unlocked, passphrase)


def _key_names(file: pkcs12.Pfx) -> Iterator[bytes]:
    """The name beside each encrypted key, from the parts without encryption. The certificates are in another part."""
    for part in file.authenticated_safe:
        if part["content_type"].native != "data":
            continue
        for bag in pkcs12.SafeContents.load(part["content"].native):
            if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                yield from (
                    attribute["values"][0].native
                    for attribute in bag["bag_attributes"]
                    if attribute["type"].native == "local_key_id"
                )


def _name_of(certificate: Certificate) -> bytes:
    return hashlib.sha1(certificate.der, usedforsecurity=False).digest()


def _is_named(certificate: Certificate, content: bytes | None) -> bool:
    """Whether ``content`` names ``certificate``. Some files of other programs open, but we cannot read their parts."""
    try:
        return content is not None and named_certificate(content) == _name_of(certificate)
    except ValueError:
        return False


def _old_certificate(path: Path, content: bytes) -> tuple[Certificate, ...]:
    """The certificate of the identity to replace. None if it is damaged, which is a reason to replace it."""
    try:
        own = own_certificate(path, content)
    except ValueError:
        return ()
    return () if own is None else (own,)


def _certificate_file(path: Path, certificates: tuple[Certificate, ...]) -> bytes | None:
    """The content to keep for ``.crt``: ``certificates``, or without any the present file. None if there is no file."""
    public = path.with_suffix(CERTIFICATE_SUFFIX)
    if certificates:
        return _pem(*certificates)
    return _content(public) if presence.is_there(public) else None


def _content(path: Path) -> bytes:
    with system_errors.reading_errors(path):
        return read_regular(path)


def _keep_copies(path: Path, now: dt.datetime, contents: dict[str, bytes | None]) -> Path:
    """Write ``contents``, by suffix, under a dated name. It must be free, or hold the same from an earlier attempt."""
    wanted = {suffix: content for suffix, content in contents.items() if content is not None}
    for number in count(1):
        name = f"{path.stem}-until-{now:%Y-%m-%d}" + (f"-{number}" if number > 1 else "")
        copies = {path.with_name(name + suffix): content for suffix, content in wanted.items()}
        if all(not presence.is_there(copy) or _content(copy) == content for copy, content in copies.items()):
            break
    for copy, content in copies.items():
        if not presence.is_there(copy):
            write_checked(copy, content)
    return path.with_name(name + path.suffix)


def write_checked(path: Path, content: bytes) -> None:
    """Write a copy that only its owner can read. It gets its name after it has read back the same."""

    def same(written: Path) -> None:
        if written.read_bytes() != content:
            raise IntegrityError("the copy does not read back")

    with durable.writing(path, check=same, private=True) as stream:
        stream.write(content)


def _write_certificates(path: Path, *certificates: Certificate) -> None:
    durable.write_bytes(path.with_suffix(CERTIFICATE_SUFFIX), _pem(*certificates))


def _pem(*certificates: Certificate) -> bytes:
    return b"".join(x509.load_der_x509_certificate(each.der).public_bytes(Encoding.PEM) for each in certificates)


def _key_file(unlocked: UnlockedIdentity, passphrase: str) -> bytes:
    return make_key_file(
        unlocked.key, unlocked.certificate.der, [above.der for above in unlocked.signer.chain], passphrase
    )


def _write_key_file(
    path: Path, key_file: bytes, unlocked: UnlockedIdentity, passphrase: str, *, before: bytes | None
) -> None:
    """Write the key file. It gets its name after it has opened, and only in place of ``before``, the content we read.

    So it never overwrites a change that somebody else made in between.
    """

    def opens(written: Path) -> None:
        opened = open_key_file(written.read_bytes(), passphrase, path)
        if opened.certificate != unlocked.certificate.der or len(opened.others) != len(unlocked.signer.chain):
            raise IntegrityError("the identity does not read back")
        if (path.read_bytes() if presence.is_there(path) else None) != before:
            raise IntegrityError("somebody else changed the identity")

    with durable.writing(path, check=opens, private=True) as stream:
        stream.write(key_file)
