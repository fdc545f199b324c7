"""Check the evidence of a received return against the rules that its questions give for files.

This program keeps these rules when it attaches a file, but a stranger may sign a return that was made in another way.
So the receiver checks again: names, types, sizes, numbers and content.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from s11desk.bundle.audit_file import AttachedFile, AuditFile
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.read_return import ContentFault
from s11desk.domain.returns.return_verdict import EvidenceRemark, EvidenceRemarkKind
from s11desk.domain.text.clean_text import has_open_directions
from s11desk.domain.topics.topic import EvidenceRule, Topic
from s11desk.evidence.display_names import MAX_NAME_LENGTH
from s11desk.evidence.findings import FileProblem, Findings
from s11desk.evidence.sniff import CHECKABLE, SAME_TYPES, begins_as_program, examine, examine_type

ALWAYS_SEARCHED = 8 * 1024 * 1024
"""Bytes of all files of evidence together that are searched for programs without the deep check."""

_FIRST_RULES = 1
"""A return does not state by which rules its files were taken. So what only newer rules refuse is a remark."""
_TEXT = "txt"
_ID = re.compile(r"E[1-9][0-9]{0,6}", re.ASCII)
"""The ids that every version of the program has given."""
_REMARKS = {
    FileProblem.LOCKED: EvidenceRemarkKind.LOCKED,
    FileProblem.RIGHTS_MANAGED: EvidenceRemarkKind.RIGHTS_MANAGED,
    FileProblem.MACROS: EvidenceRemarkKind.HAS_PROGRAM,
    FileProblem.PROGRAM: EvidenceRemarkKind.HAS_PROGRAM,
    FileProblem.REMOTE: EvidenceRemarkKind.REACHES_OUT,
    FileProblem.DAMAGED: EvidenceRemarkKind.DAMAGED,
}
_FAULTS = {
    FileProblem.LOCKED: ContentFault.EVIDENCE_LOCKED,
    FileProblem.RIGHTS_MANAGED: ContentFault.EVIDENCE_LOCKED,
    FileProblem.MACROS: ContentFault.EVIDENCE_PROGRAM,
    FileProblem.PROGRAM: ContentFault.EVIDENCE_PROGRAM,
    FileProblem.REMOTE: ContentFault.EVIDENCE_PROGRAM,
    FileProblem.DAMAGED: ContentFault.EVIDENCE_DAMAGED,
}


class EvidenceCheck(msgspec.Struct, frozen=True):
    """The result. ``part``: the name, inside the return, of the file with the fault.

    ``remarks``: what today's rules for attaching say about files of an older return. They are not faults.
    """

    fault: ContentFault | None = None
    part: str = ""
    remarks: tuple[EvidenceRemark, ...] = ()


def check_evidence(contents: Contents, topic: Topic, audit_file: AuditFile, *, deep: bool) -> EvidenceCheck:
    """Find the first file of evidence that its question does not allow.

    ``deep``: also search large PDFs for programs, passwords and damage. Without it, a PDF is searched only if all files
    together have at most :data:`ALWAYS_SEARCHED` bytes. An OSError passes through; no content raises an error.
    """
    return check_files(contents, topic, audit_file.evidence, deep=deep)


def check_files(contents: Contents, topic: Topic, items: tuple[AttachedFile, ...], *, deep: bool) -> EvidenceCheck:
    """As :func:`check_evidence`, for the files that ``items`` state."""
    is_whole = deep or sum(item.size for item in items) <= ALWAYS_SEARCHED
    for item in items:
        fault = _stated_fault(item, topic)
        if fault is not None:
            return EvidenceCheck(fault, item.path)
    too_many = _too_many(items, topic)
    if too_many is not None:
        return too_many
    remarks: list[EvidenceRemark] = []
    for item in items:
        findings = _findings(contents, item, is_whole=is_whole)
        fault = _content_fault(item, findings)
        if fault is not None:
            return EvidenceCheck(fault, item.path)
        remarks += _remarks(item, findings)
    return EvidenceCheck(remarks=tuple(remarks))


def _stated_fault(item: AttachedFile, topic: Topic) -> ContentFault | None:
    """The fault in the facts that ``audit.json`` states about one file."""
    if _ID.fullmatch(item.id) is None:
        return ContentFault.EVIDENCE_DIFFERS
    if not _is_sound_name(item.name) or not _is_sound_text(item.caption):
        return ContentFault.EVIDENCE_NAME
    if not all(item.type in _kinds(_ending(name)) for name in (item.name, item.path)):
        return ContentFault.EVIDENCE_ENDING
    if item.type not in CHECKABLE or not item.questions or len(set(item.questions)) != len(item.questions):
        return ContentFault.EVIDENCE_NOT_ALLOWED
    rules = tuple(_rules(item, topic))
    if len(rules) != len(item.questions) or not all(_allows(rule, item.type) for rule in rules):
        return ContentFault.EVIDENCE_NOT_ALLOWED
    if not 0 < item.size <= min(rule.max_file_bytes for rule in rules):
        return ContentFault.EVIDENCE_SIZE
    return None


def _rules(item: AttachedFile, topic: Topic) -> Iterator[EvidenceRule]:
    """The rule for files of each question that the file is attached to, and that takes files."""
    for name in item.questions:
        question = topic.question(name)
        rule = topic.evidence_rule(question) if question is not None else None
        if rule is not None:
            yield rule


def _allows(rule: EvidenceRule, kind: str) -> bool:
    return not _kinds(kind).isdisjoint(rule.types)


def _too_many(items: tuple[AttachedFile, ...], topic: Topic) -> EvidenceCheck | None:
    """The fault of a question with more files than it takes, or of two files with one id."""
    cited: Counter[str] = Counter()
    ids: set[str] = set()
    for item in items:
        cited.update(item.questions)
        if item.id.lower() in ids:
            return EvidenceCheck(ContentFault.EVIDENCE_DIFFERS, item.path)
        ids.add(item.id.lower())
        for name, rule in zip(item.questions, _rules(item, topic), strict=True):
            if cited[name] > rule.max_files:
                return EvidenceCheck(ContentFault.EVIDENCE_TOO_MANY, item.path)
    return None


def _findings(contents: Contents, item: AttachedFile, *, is_whole: bool) -> Findings | None:
    """What the content of a file is; None for a program.

    Plain text is not a program, whatever its first letters are.
    """
    with contents.open_member(item.path) as stream:
        findings = examine(stream) if is_whole else examine_type(stream)
        is_text = _TEXT in findings.types
        return None if begins_as_program(stream) and not is_text else findings


def _content_fault(item: AttachedFile, findings: Findings | None) -> ContentFault | None:
    if findings is None:
        return ContentFault.EVIDENCE_PROGRAM
    if _kinds(item.type).isdisjoint(findings.types):
        return ContentFault.EVIDENCE_CONTENT
    return _FAULTS[findings.problem] if findings.problem is not None and findings.rules <= _FIRST_RULES else None


def _remarks(item: AttachedFile, findings: Findings | None) -> Iterator[EvidenceRemark]:
    """What would keep a person from attaching this file today."""
    if findings is not None and findings.problem is not None:
        yield EvidenceRemark(_REMARKS[findings.problem], item.path)


def _is_sound_name(name: str) -> bool:
    """Whether a file could have this name. A path, or a name that hides its ending, is not a name."""
    return bool(name.strip()) and len(name) <= MAX_NAME_LENGTH and _is_sound_text(name) and not {"/", "\\"} & {*name}


def _is_sound_text(text: str) -> bool:
    return not any(_is_control(character) for character in text) and not has_open_directions(text)


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character <= "\x9f" or character in "\u2028\u2029"


def _ending(name: str) -> str:
    before, dot, after = name.rpartition("/")[2].rpartition(".")
    return after.lower() if dot and before else ""


def _kinds(ending: str) -> frozenset[str]:
    """The types that a file with this ending may have."""
    return frozenset({ending, *SAME_TYPES.get(ending, ())})
