"""The canonical ASiC-E container of a return (docs/return-bundle.md): written in one pass, read strictly.

This package knows bytes and names; what a signature is worth, and what the files say, others decide.
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
