"""The canonical ASiC-E container of a return (docs/return-bundle.md): written in one pass, read strictly.

This package knows bytes and names. Other packages judge what a signature is worth and what the files say.

It is our own for good. ``zipfile`` and every other zip reader accept files that two programs unpack differently; a
signed return may have only one meaning. Our reader derives the one right form and compares, so it is also shorter than
a tolerant one. Nothing here compresses or computes a signature.
"""

from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerEntry, ContainerFacts, Fault, FaultKind, SignatureFacts
from s11desk.bundle.container.container_reader import read_container
from s11desk.bundle.container.container_writer import (
    Member,
    Sign,
    append_countersignature,
    bytes_member,
    write_container,
)
from s11desk.progress import Cancel, Progress

__all__ = [
    "Cancel",
    "ContainerEntry",
    "ContainerFacts",
    "Contents",
    "Fault",
    "FaultKind",
    "Member",
    "Progress",
    "Sign",
    "SignatureFacts",
    "append_countersignature",
    "bytes_member",
    "read_container",
    "write_container",
]
