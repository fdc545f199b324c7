"""What the command line says for each error: what happened, what was kept safe, what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from s11desk.cli.gap_sentences import gap_sentences
from s11desk.domain.answer_rules import AnswerProblemKind
from s11desk.domain.pack_problems import Problem
from s11desk.domain.topic import Topic
from s11desk.errors import Code, UserError
from s11desk.wording.amounts import exact_size, file_size
from s11desk.wording.dates import moment_in_zone
from s11desk.wording.pack_sentences import problem_sentence
from s11desk.wording.plain_text import one_line

SENTENCES = {
    Code.AUDIT_INCOMPLETE: "This audit is not complete, so no return was made. The draft is kept. Still missing:\n{gaps}",
    Code.RETURN_NOT_VERIFIED: "This return was not countersigned, because it does not verify. {verdict}",
    Code.RETURN_COUNTERSIGNED: "{path} has been countersigned already. It was left as it is.",
    Code.APPROVER_SAME: (
        "{name} completed this return, so someone else must approve it. Nothing was signed. Whoever approves it needs an "
        "identity of their own: “s11desk identity create --approver”."
    ),
    Code.SEVERAL: "{errors}",
    Code.JSON_BROKEN: "{file}, line {line}, column {column}: this is not valid JSON ({detail}). Nothing was changed.",
    Code.SHAPE_WRONG: "{file}{place}: {detail}. Nothing was changed.",
    Code.TOPIC_UNKNOWN: "There is no topic “{topic}”. Known topics: {known}.",
    Code.TOPIC_INVALID: "{file} is not a usable topic pack. Nothing was installed. Problems found: {count}\n{problems}",
    Code.TOPIC_CONFLICT: (
        "Version {version} of the topic “{topic}” is here already, with other content. Nothing was installed. Whoever "
        "made {path} should give it a new version number."
    ),
    Code.AUDIT_UNKNOWN: "There is no audit “{audit}” in this home. Audits here: {known}.",
    Code.AGENCY_MISSING: "An audit needs your agency's name. Give it with --agency.",
    Code.QUESTION_UNKNOWN: "There is no question “{question}” in this topic.{nearest} Nothing was changed.",
    Code.OPTION_UNKNOWN: (
        "Question {number} ({question}): “{option}” is not one of its answers.{nearest} Allowed: {allowed}. Nothing was "
        "changed."
    ),
    Code.ANSWER_UNFIT: "Question {number} ({question}): {misfit}. Nothing was changed.",
    Code.ANSWER_TWICE: "Question “{question}” is answered twice in the file. Keep one of the answers. Nothing was changed.",
    Code.ACTION_UNKNOWN: "There is no action “{action}” in the action plan. Actions: {known}. Nothing was changed.",
    Code.PLAN_UNDATED: (
        "No action that is still to be done has a due date, so there is nothing to put into a calendar. Nothing was "
        "written."
    ),
    Code.FILE_MISSING: "There is no file {path}. Nothing was changed.",
    Code.FILE_IS_FOLDER: "{path} is a folder. Give a file.",
    Code.FILE_EXISTS: "There is a file at {path} already. It was left as it is. Give a name that is free.",
    Code.EVIDENCE_UNKNOWN: "No file “{evidence}” is attached to this audit. Attached: {known}.",
    Code.EVIDENCE_UNWANTED: "Question {number} ({question}) takes no files. Nothing was attached.",
    Code.EVIDENCE_EMPTY: "“{name}” is empty (0 bytes), so it was not attached. Save it again in the program it comes from.",
    Code.EVIDENCE_TOO_LARGE: (
        "“{name}” is {size}; this topic takes files up to {limit}. It was not attached. Make it smaller, for example by "
        "saving pictures at a lower quality, or attach only the pages that matter."
    ),
    Code.EVIDENCE_TOO_MANY: (
        "This question takes {limit} files and has them already. “Detach” one first; nothing was attached."
    ),
    Code.EVIDENCE_TYPE: (
        "“{name}” is not of a type this question takes ({allowed}). It was not attached. Save it as one of these types, for "
        "example as PDF."
    ),
    Code.EVIDENCE_MISLABELLED: (
        "“{name}” is not what its name says: its content is {detected}. It was not attached. Ask whoever made it for the "
        "real file."
    ),
    Code.EVIDENCE_MACROS: (
        "“{name}” contains macros or other active content, which partnerships' mail systems refuse. It was not attached. "
        "Save it without macros, or as PDF."
    ),
    Code.EVIDENCE_ENCRYPTED: (
        "“{name}” is protected with a password or restrictions, so the partnership may not be able to open it. It was not attached. "
        "Save a copy without them."
    ),
    Code.EVIDENCE_DAMAGED: "“{name}” is damaged or cut short, so it was not attached. Open it, save it again, and retry.",
    Code.IDENTITY_MISSING: (
        "There is no signing identity in this home yet. Make one with “s11desk identity create”. The draft is kept."
    ),
    Code.IDENTITY_EXISTS: (
        "There is a signing identity in this home already. It was left as it is. “s11desk identity replace” and “s11desk "
        "identity import FILE --replace” put another in its place."
    ),
    Code.IDENTITY_DETAIL: "{field} {problem}. No signing identity was made.",
    Code.IDENTITY_UNREADABLE: "{path} cannot be read as a signing identity. It is kept as it is. Use another copy of it, such as a backup.",
    Code.IDENTITY_COSTLY: (
        "{path} was not opened: it asks for so much work that this computer would stand still for minutes (more than "
        "{most} rounds to unlock it). Nothing was changed. Ask whoever made it for a file made in the usual way."
    ),
    Code.IDENTITY_UNMATCHED: (
        "The certificate beside {path} is missing or belongs to another key, so nobody can be told whose identity it is. "
        "The key is kept as it is. “s11desk identity repair” puts the certificate right with the passphrase."
    ),
    Code.IDENTITY_UNSUITABLE: "{path} cannot be used: {problem}. Nothing was changed.",
    Code.IDENTITY_NOT_VALID: (
        "Your signing identity is valid from {not_before} to {not_after}, and not now. Nothing was signed; the draft is "
        "kept. Check this computer's date. If the date is right, put a new identity in its place: “s11desk identity "
        "replace”."
    ),
    Code.PDF_UNSIGNABLE: "{path} has no place left for this signature, or is not a PDF of a return. Nothing was signed.",
    Code.PASSPHRASE_MISSING: (
        "A passphrase is needed: type it when asked, or use --passphrase-file, or set S11DESK_PASSPHRASE. A new one in place "
        "of another: --new-passphrase-file, or S11DESK_NEW_PASSPHRASE."
    ),
    Code.PASSPHRASE_SHORT: "The passphrase is too short. Use at least {shortest} characters; three or four words work well.",
    Code.PASSPHRASE_UNUSABLE: (
        "This cannot be a passphrase: it is longer than {longest} bytes, or has a character that cannot be kept. Nothing "
        "was changed. Use a few words."
    ),
    Code.PASSPHRASE_WRONG: "That is not the passphrase of this key. Nothing was signed, opened or changed; the draft is kept.",
    Code.TRUST_UNREADABLE: "“{value}” is neither a fingerprint nor a certificate file.",
    Code.SIGNER_NAME_MISSING: "Give the name by which you know this signer.",
    Code.SIGNER_UNKNOWN: "There is no signer “{name}” on your list. On it: {known}.",
    Code.SIGNERS_UNREADABLE: "Your list of known signers, {path}, cannot be read. It was left as it is.",
    Code.RECEIVER_MISSING: "There is no key for receiving at {path}. A partnership makes one with “s11desk receiver create”; another key can be given with --key.",
    Code.RECIPIENT_UNSUITABLE: "This topic names a certificate to which nothing can be encrypted. Nothing was signed; the draft is kept. Ask the partnership for a pack with a certificate made for encryption.",
    Code.ENVELOPE_UNREADABLE: "{path} is not an encrypted return, or is cut short. Nothing was written.",
    Code.ENVELOPE_NOT_FOR_YOU: "{path} was encrypted for someone else: none of its keys is the one given. Nothing was written.",
    Code.ENVELOPE_ALTERED: "{path} was changed or damaged after it was encrypted. Nothing of it was written. Ask for it to be sent again.",
    Code.RETURN_TOO_LARGE: "The return would be larger than 4 GB. Detach some evidence. The draft is kept.",
    Code.FILE_UNREADABLE: "{path} cannot be read{reason}. Nothing was changed.",
    Code.FILE_CHANGED: "{path} changed while it was being copied, so it was not attached. Close it elsewhere and try again.",
    Code.FOLDER_UNWRITABLE: "{path} cannot be written{reason}. Choose another folder. The draft is kept.",
    Code.DISK_FULL: (
        "The disk that holds {path} is full. Nothing half-written was left, and everything saved before is kept. Free some "
        "space and try again."
    ),
    Code.HOME_UNUSABLE: (
        "The drafts in {path} cannot be opened or made there: the folder is read-only, is a file, or this user may not use it. "
        "Nothing was changed. Choose another folder with --home."
    ),
    Code.DRAFTS_LOCKED: "Another program is busy with these drafts. Nothing was changed. Try again in a moment.",
    Code.DRAFTS_TOO_NEW: (
        "The drafts in {path} were written by a newer s11desk. They were not touched. Install the newer version to open them."
    ),
    Code.DRAFTS_FOREIGN: "{path} was not made by s11desk. It was not touched. Choose another home.",
    Code.DRAFTS_DAMAGED: (
        "The drafts file {path} is damaged. It was not changed. “s11desk backup list” shows the backups, and “s11desk backup "
        "restore” puts one back; the damaged file is kept aside."
    ),
    Code.CHANGED_ELSEWHERE: (
        "Another program has changed this answer meanwhile. Your change was not saved, so that nothing is overwritten."
    ),
    Code.EVIDENCE_ALTERED: (
        "The kept copy of “{name}” is no longer the file that was attached. No return was made. Detach it and attach the "
        "file again."
    ),
    Code.EVIDENCE_GONE: (
        "The kept copy of “{name}” is gone from the home folder. No return was made. Attach the file again."
    ),
    Code.PRINTER_REFUSED: "The printer {printer} did not take it, and nothing was printed: {reason}.",
    Code.NO_DISPLAY: "There is no screen to open a window on.{packages} The commands work without one: s11desk --help",
}

_DETAILS = {
    "name": "Your name (--name)",
    "job_title": "Your job title (--job-title)",
    "organisation": "Your organisation (--organisation)",
    "email": "Your e-mail address (--email)",
}

# By the values of DetailProblem and Unsuitable, whose modules are slow to import and seldom needed.
IDENTITY_PROBLEMS = {
    "missing": "is missing",
    "too-long": "is longer than the {limit} characters that a certificate can hold",
    "not-an-address": "is not an e-mail address that a certificate can hold: like name@example.org, without accents",
    "no-key": "it holds no key of a usable kind together with its certificate. Export it again, with its private key",
    "key-kind": "its key must be an elliptic-curve key on P-256, or an RSA key of 2048 bits or more",
    "not-for-signing": "its certificate is not meant for signatures. Ask whoever issued it for one that is",
}

_MISFITS = {
    AnswerProblemKind.FIELD: "this kind of question has no “{what}”",
    AnswerProblemKind.PERSON: "it does not ask for a person “{what}”",
    AnswerProblemKind.OPTION: "“{what}” is not one of its answers",
    AnswerProblemKind.NUMBER: "{what} is not a number that can be kept",
}


class _Known(dict[str, object]):
    """An error's parameters. One that it did not give is said to be unknown, instead of raising another error."""

    def __missing__(self, key: str) -> str:
        return "(not known)"


def sentence(error: UserError) -> str:
    """What to tell a person about ``error``."""
    return SENTENCES[error.code].format_map(_Known(_worded(error)))


def _worded(error: UserError) -> dict[str, object]:
    """The parameters as words. Text that comes from files and people stays on its line; our own may have several."""
    given = error.parameters
    worded: dict[str, object] = {name: _word(name, value) for name, value in given.items()}
    if error.code is Code.RETURN_NOT_VERIFIED:
        worded["verdict"] = _verdict(given.get("verdict"))
    misfit, topic, gaps = given.get("misfit"), given.get("topic"), given.get("gaps")
    if isinstance(misfit, AnswerProblemKind):
        worded["misfit"] = _MISFITS[misfit].format(what=one_line(str(given.get("what", ""))))
    if isinstance(topic, Topic) and isinstance(gaps, tuple):
        worded["gaps"] = "\n".join(f"  {one_line(line)}" for line in gap_sentences(topic, gaps))
    if error.code in {Code.IDENTITY_DETAIL, Code.IDENTITY_UNSUITABLE}:
        worded |= _identity_problem(worded)
    size, limit = given.get("size"), given.get("limit")
    if isinstance(size, int) and isinstance(limit, int) and file_size(size) == file_size(limit):
        worded |= {"size": exact_size(size), "limit": exact_size(limit)}
    if error.code is Code.TOPIC_INVALID:
        worded["count"] = len(_problems(given.get("problems")))
    return worded


def _identity_problem(worded: dict[str, object]) -> dict[str, object]:
    problem = IDENTITY_PROBLEMS.get(str(worded.get("problem")), "cannot be used")
    field = _DETAILS.get(str(worded.get("field")), "A detail of the identity")
    return {"field": field, "problem": problem.format_map(_Known(worded))}


def _verdict(value: object) -> str:
    from s11desk.app.returns.verify import Verdict  # slow to import, and seldom needed
    from s11desk.cli.verdict_paragraphs import verdict_paragraph

    return verdict_paragraph(value) if isinstance(value, Verdict) else ""


def _word(name: str, value: object) -> str:
    match name:
        case "nearest":
            return f" Did you mean “{one_line(str(value))}”?" if value else ""
        case "place":
            return f", at {one_line(str(value))}" if value else ""
        case "reason":
            return f" ({one_line(str(value))})" if value else ""
        case "not_before" | "not_after" if isinstance(value, dt.datetime):
            return moment_in_zone(value)
        case "size" | "limit" if isinstance(value, int) and value > 1000:
            return file_size(value)
        case "packages":
            return (
                f" Missing system packages: {', '.join(map(str, value))}." if isinstance(value, tuple) and value else ""
            )
        case "problems":
            return "\n".join(f"  {problem_sentence(problem)}" for problem in _problems(value))
        case "errors" if isinstance(value, tuple):
            return "\n".join(sentence(error) for error in value)
        case _:
            return one_line(", ".join(map(str, value)) or "none" if isinstance(value, (tuple, list)) else str(value))


def _problems(value: object) -> tuple[Problem, ...]:
    return tuple(problem for problem in value if isinstance(problem, Problem)) if isinstance(value, Iterable) else ()
