"""The two files of an identity: the sealed key (``.p12``) and, beside it, the certificate for everyone (``.crt``, PEM).

Two files cannot be changed in one step, so the key file alone decides. It names its certificate even while sealed
(``localKeyId``, PKCS#9, 5.5.2: the certificate's SHA-1, as cryptography and OpenSSL fill it), and ``.crt`` may hold two
certificates for a moment; the one named counts. The name is for finding only: unlocking compares whole certificates.
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

from s11desk import durable
from s11desk.errors import IntegrityError, UserError
from s11desk.signing.certificates import Certificate, read_certificate
from s11desk.signing.identity.keyfile import open_sealed, seal
from s11desk.signing.identity.open_identity import Unlocked

CERTIFICATE_SUFFIX = ".crt"


def named_certificate(content: bytes) -> bytes:
    """SHA-1 of the certificate that a sealed key file says is its own; empty where it does not say.

    Raises ValueError for what is not PKCS#12.
    """
    try:
        return next(_key_names(pkcs12.Pfx.load(content, strict=True)), b"")
    except (ValueError, TypeError, LookupError) as error:
        raise ValueError("not a PKCS#12 file") from error


def certificates_beside(path: Path) -> tuple[Certificate, ...]:
    """What the ``.crt`` beside a key file holds; nothing where it is missing or damaged."""
    try:
        loaded = x509.load_pem_x509_certificates(path.with_suffix(CERTIFICATE_SUFFIX).read_bytes())
        return tuple(read_certificate(each.public_bytes(Encoding.DER)) for each in loaded)
    except (OSError, ValueError):
        return ()


def own_certificate(path: Path, content: bytes) -> Certificate | None:
    """The certificate beside the key file that ``content`` names. Raises ValueError for what is not PKCS#12."""
    name = named_certificate(content)
    return next((each for each in certificates_beside(path) if _name_of(each) == name), None)


def keep(path: Path, unlocked: Unlocked, passphrase: str) -> None:
    """Write both files where there is no identity yet. It exists once the key file does."""
    sealed = _sealed(unlocked, passphrase)
    durable.make_folder(path.parent)
    _write_certificates(path, unlocked.certificate)
    _write_sealed(path, sealed, unlocked, passphrase, before=None)


def seal_again(path: Path, unlocked: Unlocked, passphrase: str) -> None:
    """Put the key that was opened from ``path`` under ``passphrase``, in one step."""
    _write_sealed(path, _sealed(unlocked, passphrase), unlocked, passphrase, before=unlocked.content)


def exchange(path: Path, unlocked: Unlocked, passphrase: str, now: dt.datetime) -> Path:
    """Put another identity in place of the one at ``path``, and return where that one's key file is kept.

    The outgoing files are copied first; then ``.crt`` gets both certificates, the key file changes in one step, and
    ``.crt`` loses the outgoing one. Stopped anywhere, there is one identity, and it shows its own certificate.
    """
    sealed, before = _sealed(unlocked, passphrase), _content(path)
    outgoing = _outgoing(path, before)
    kept = _set_aside(path, now, {path.suffix: before, CERTIFICATE_SUFFIX: _shown_by(path, outgoing)})
    _write_certificates(path, *outgoing, unlocked.certificate)
    _write_sealed(path, sealed, unlocked, passphrase, before=before)
    with suppress(UserError):  # the identity is replaced, and the next unlocking removes the outgoing certificate
        _write_certificates(path, unlocked.certificate)
    return kept


def put_right(path: Path, unlocked: Unlocked, passphrase: str, now: dt.datetime) -> None:
    """Make both files say what the opened key file holds; nothing is written where they do.

    They may differ when a change was stopped, or when somebody copied one file without the other. A ``.crt`` that has
    nothing to do with this key is kept under a dated name.
    """
    own, shown = unlocked.certificate, [each.der for each in certificates_beside(path)]
    if shown != [own.der]:
        if own.der not in shown:
            _set_aside(path, now, {CERTIFICATE_SUFFIX: _shown_by(path, ())})
        _write_certificates(path, own)
    if not _is_named(own, unlocked.content):
        seal_again(path, unlocked, passphrase)


def _key_names(file: pkcs12.Pfx) -> Iterator[bytes]:
    """Of every sealed key in the parts that anyone can read; certificates are in an encrypted one."""
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
    """False also for a file of another program's that opens, though its parts cannot be told apart here."""
    try:
        return content is not None and named_certificate(content) == _name_of(certificate)
    except ValueError:
        return False


def _outgoing(path: Path, content: bytes) -> tuple[Certificate, ...]:
    """The certificate of an identity that is replaced; none where it is damaged, which is a reason to replace it."""
    try:
        own = own_certificate(path, content)
    except ValueError:
        return ()
    return () if own is None else (own,)


def _shown_by(path: Path, certificates: tuple[Certificate, ...]) -> bytes | None:
    """What ``.crt`` says of ``certificates``; of none, whatever it holds. None where there is no such file."""
    public = path.with_suffix(CERTIFICATE_SUFFIX)
    if certificates:
        return _pem(*certificates)
    return _content(public) if durable.is_there(public) else None


def _content(path: Path) -> bytes:
    with durable.reading_errors(path):
        return path.read_bytes()


def _set_aside(path: Path, now: dt.datetime, contents: dict[str, bytes | None]) -> Path:
    """Copy what is about to go under a dated name that is free, or holds the same from an earlier attempt."""
    wanted = {suffix: content for suffix, content in contents.items() if content is not None}
    for number in count(1):
        name = f"{path.stem}-until-{now:%Y-%m-%d}" + (f"-{number}" if number > 1 else "")
        places = {path.with_name(name + suffix): content for suffix, content in wanted.items()}
        if all(not durable.is_there(place) or _content(place) == content for place, content in places.items()):
            break
    for place, content in places.items():
        if not durable.is_there(place):
            write_checked(place, content)
    return path.with_name(name + path.suffix)


def write_checked(path: Path, content: bytes) -> None:
    """Write a copy that its owner alone can read; it gets its name once it reads back the same."""

    def same(written: Path) -> None:
        if written.read_bytes() != content:
            raise IntegrityError("the copy does not read back")

    with durable.writing(path, check=same, private=True) as stream:
        stream.write(content)


def _write_certificates(path: Path, *certificates: Certificate) -> None:
    durable.write_bytes(path.with_suffix(CERTIFICATE_SUFFIX), _pem(*certificates))


def _pem(*certificates: Certificate) -> bytes:
    return b"".join(x509.load_der_x509_certificate(each.der).public_bytes(Encoding.PEM) for each in certificates)


def _sealed(unlocked: Unlocked, passphrase: str) -> bytes:
    return seal(unlocked.key, unlocked.certificate.der, [above.der for above in unlocked.signer.chain], passphrase)


def _write_sealed(path: Path, sealed: bytes, unlocked: Unlocked, passphrase: str, *, before: bytes | None) -> None:
    """The file gets its name once it opens, and only in place of ``before``: nobody's change is overwritten."""

    def opens(written: Path) -> None:
        opened = open_sealed(written.read_bytes(), passphrase, path)
        if opened.certificate != unlocked.certificate.der or len(opened.others) != len(unlocked.signer.chain):
            raise IntegrityError("the identity does not read back")
        if (path.read_bytes() if durable.is_there(path) else None) != before:
            raise IntegrityError("the identity was changed meanwhile")

    with durable.writing(path, check=opens, private=True) as stream:
        stream.write(sealed)
