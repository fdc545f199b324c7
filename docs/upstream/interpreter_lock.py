"""cryptography and PySide: calls that hold the interpreter's lock for their whole length.

While one runs on a worker thread, the thread of the window stands still. A second thread sleeps for a millisecond at
a time: the longest time between two of its turns is printed, beside the length of the call.

Seen with cryptography 50.0.2, PySide 6.11.3 and CPython 3.11 on Linux, 2026-11-29: ``load_pkcs12`` 145 of 144 ms and
``QTest.qWait`` 301 of 301 ms, so both hold the lock throughout. ``QImageReader.read``, which was suspected as well,
does not: 6 of 264 ms.
Worked around in ``s11desk/signing/identity/unsealing.py`` (keys are derived by ``PBKDF2HMAC``, which lets go of the
lock) and in ``tools/screenshots.py`` (waits by ``time.sleep``).
Delete each, and its line here, when its longest wait is a few milliseconds.
"""

import datetime as dt
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

ROUNDS = 600_000
PASSPHRASE = b"sample passphrase"


def longest_wait(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds: the longest time in which another thread got no turn, and the length of the call."""
    waits, ended = [0.0], threading.Event()

    def beat() -> None:
        last = time.perf_counter()
        while not ended.is_set():
            time.sleep(0.001)
            now = time.perf_counter()
            waits.append(now - last)
            last = now

    other = threading.Thread(target=beat)
    other.start()
    time.sleep(0.05)
    waits.clear()
    start = time.perf_counter()
    call()
    length = time.perf_counter() - start
    time.sleep(0.05)
    ended.set()
    other.join()
    return max(waits) * 1000, length * 1000


def key_file() -> bytes:
    """A PKCS#12 file with as many rounds as the program's own."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Sam Sample")])
    now = dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now)
    encryption = (
        serialization.PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(PASSPHRASE)
    )
    return pkcs12.serialize_key_and_certificates(b"s", key, builder.sign(key, hashes.SHA256()), None, encryption)


def picture(folder: str) -> str:
    path = str(Path(folder) / "large.png")
    image = QImage(6000, 4000, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    image.save(path)
    return path


application = QApplication([])
sealed = key_file()
with tempfile.TemporaryDirectory() as folder:
    large = picture(folder)
    calls: dict[str, Callable[[], object]] = {
        "load_pkcs12": lambda: pkcs12.load_pkcs12(sealed, PASSPHRASE),
        "QImageReader.read": lambda: QImageReader(large).read(),
        "QTest.qWait(300)": lambda: QTest.qWait(300),
    }
    for label, call in calls.items():
        waited, length = longest_wait(call)
        print(f"{label}: the other thread waited up to {waited:.0f} ms of {length:.0f}")
