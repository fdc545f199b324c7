"""The verdict on a return in words: why it is not verified, and who signed it."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.returns.approval_remarks import ApprovalRemark, ApprovalRemarkKind
from s11desk.domain.returns.return_verdict import (
    ClaimRemark,
    ClaimRemarkKind,
    EvidenceRemark,
    EvidenceRemarkKind,
    Outcome,
    PagesCompared,
    Standing,
    TopicStanding,
    Unverified,
    UnverifiedReason,
)
from s11desk.domain.topics.signer_role import Role
from s11desk.wording.amounts import counted, listed
from s11desk.wording.plain_text import one_line, short_line

UNVERIFIED: dict[UnverifiedReason, str] = {
    UnverifiedReason.CUT_SHORT: "The file is cut short. It may not have arrived whole.",
    UnverifiedReason.NOT_A_ZIP: "It is not a return, or it was damaged on the way. A return is a .zip file.",
    UnverifiedReason.TOO_LARGE: "It is larger than a return can be.",
    UnverifiedReason.TOO_MANY_ENTRIES: "It holds more files than a return can.",
    UnverifiedReason.ZIP64: "It is a kind of zip file that returns never are.",
    UnverifiedReason.HIDDEN_BYTES: "It contains data that does not belong to any of its files.",
    UnverifiedReason.OVERLAP: "Files inside it overlap.",
    UnverifiedReason.WRONG_HEADER: "Something changed the file after it was made.",
    UnverifiedReason.WRONG_FLAGS: "Something changed the file after it was made.",
    UnverifiedReason.COMPRESSED: "It was packed again by another program.",
    UnverifiedReason.FORBIDDEN_NAME: "A file inside it has a name that is not allowed.",
    UnverifiedReason.DUPLICATE_NAME: "It holds two files of the same name.",
    UnverifiedReason.UNEXPECTED_PART: "It holds a file that does not belong there.",
    UnverifiedReason.MISSING_PART: "A file is missing from it.",
    UnverifiedReason.WRONG_ORDER: "Its files were put in another order.",
    UnverifiedReason.WRONG_MIMETYPE: "It is a zip file, but not a return.",
    UnverifiedReason.CHECKSUM_WRONG: "A file inside it was damaged or changed.",
    UnverifiedReason.MANIFEST_DIFFERS: "A file inside it was changed after signing.",
    UnverifiedReason.SIGNATURE_SIZE: "Its signature is not one this program makes.",
    UnverifiedReason.REPACKED: "It is a return, but another program packed it again. So nobody can tell if it was "
    "changed. Ask for the file as s11desk made it, and open that without unpacking it.",
    UnverifiedReason.UNPACKED: "It is a return that was unpacked into a folder, so it cannot be checked. Open the .zip "
    "file that it came from. Safari unpacks by itself: switch off “Open ‘safe’ files after downloading”, and download "
    "the file again.",
    UnverifiedReason.ZIP_IN_ZIP: "It is a zip file with a return inside. Unpack it, and open the return.",
    UnverifiedReason.LOCKED_ZIP: "It is a zip file locked with a password. Unpack it with another program, using the "
    "password, and open the .zip file that is inside.",
    UnverifiedReason.NESTED: "It is a zip file, and a file inside it may hold a return. Unpack it, and open that file.",
    UnverifiedReason.OTHER_ZIP: "It is a zip file, and no return was found in it.",
    UnverifiedReason.ARCHIVE: "Another program packed it, in a way that s11desk does not read. If a return is in it, unpack "
    "it, and open the .zip file that is inside.",
    UnverifiedReason.TOPIC_PACK: "It holds questions (a topic pack), not answers. It is not a return.",
    UnverifiedReason.SIGNED_PDF: "It is the signed PDF of a return, without the rest. The PDF alone cannot be checked "
    "here: ask for the whole return, which is a .zip file.",
    UnverifiedReason.DATA_ALONE: "It is the data of a return (audit.json), without the rest. Ask for the whole return, "
    "which is a .zip file.",
    UnverifiedReason.ENCRYPTED: "It is an encrypted return, so nothing can be checked yet. It has to be opened with "
    "the key of the partnership first.",
    UnverifiedReason.LOCKED: "It is a return locked with a passphrase, so nothing can be checked yet. It has to be opened "
    "with the passphrase first.",
    UnverifiedReason.DRAFTS: "It is not a return. It holds audits that somebody is still working on. A return is "
    "made on the page “Sign and send”.",
    UnverifiedReason.PORTABLE_DRAFT: "It is not a return. It is an audit that somebody is still working on, on its "
    "way to another computer. To take it in, make sure that its name ends in .s11draft, and open the file.",
    UnverifiedReason.QUESTIONS: "It is not a return. It has questions that somebody asks a colleague. To answer "
    "them, make sure that its name ends in .s11questions, and open the file.",
    UnverifiedReason.ANSWERS: "It is not a return. It has a colleague's answers to some questions. To take them in, "
    "make sure that its name ends in .s11answers, and open the file.",
    UnverifiedReason.REPLY: "It is not a return. It is a receipt of a partnership, or its request to correct answers. To take "
    "it in, make sure that its name ends in .s11receipt or .s11request, and open the file.",
    UnverifiedReason.EMAIL: "It is an e-mail. Save the file that is attached to it, and open that.",
    UnverifiedReason.KEY: "It is not a return. It is a key or a certificate. Never send a key to anyone.",
    UnverifiedReason.EMPTY: "The file is empty, or begins with nothing but zeros. It may not have arrived whole: ask "
    "for it again.",
    UnverifiedReason.OTHER: "It is {noun}, not a return.{zip}",
    UnverifiedReason.NO_SIGNATURE: "Nobody has signed it.",
    UnverifiedReason.SIGNATURE_UNREADABLE: "A signature cannot be read.",
    UnverifiedReason.SIGNATURE_NOT_CANONICAL: "Somebody changed a signature, or another program made it.",
    UnverifiedReason.KEY_UNSUITABLE: "A signature was made with a key that is not accepted.",
    UnverifiedReason.CONTENT_ALTERED: "The list of its files was changed after signing.",
    UnverifiedReason.SIGNATURE_WRONG: "A signature does not fit what it should have signed.",
    UnverifiedReason.CERTIFICATE_NOT_VALID: "The certificate of somebody who signed was not valid at that time.",
    UnverifiedReason.AUDIT_UNREADABLE: "The answers in it cannot be read.",
    UnverifiedReason.AUDIT_NEWER: "A newer version of s11desk made it. Install the newer version to read it.",
    UnverifiedReason.TEXT_FORBIDDEN: "A text in it has characters that no text can have.",
    UnverifiedReason.TOPIC_TOO_LARGE: "The questions in it are larger than any topic can be.",
    UnverifiedReason.TOPIC_DIFFERS: "The questions in it are not the ones its answers were given to.",
    UnverifiedReason.EVIDENCE_DIFFERS: "Its evidence is not what its list of evidence says.",
    UnverifiedReason.EVIDENCE_NAME: "A file of evidence has a name or a description that could mislead you.",
    UnverifiedReason.EVIDENCE_ENDING: "A file of evidence has an ending that is not the one for its type.",
    UnverifiedReason.EVIDENCE_NOT_ALLOWED: "Its questions do not take a file of evidence that is in it.",
    UnverifiedReason.EVIDENCE_SIZE: "A file of evidence is larger than its questions allow.",
    UnverifiedReason.EVIDENCE_TOO_MANY: "It has more files than its questions allow.",
    UnverifiedReason.EVIDENCE_PROGRAM: "A file of evidence is a program, or can start one. Do not open it.",
    UnverifiedReason.EVIDENCE_CONTENT: "A file of evidence is not what its name says.",
    UnverifiedReason.EVIDENCE_LOCKED: "A file of evidence is locked, so not everybody can open it.",
    UnverifiedReason.EVIDENCE_DAMAGED: "A file of evidence is damaged or cut short.",
    UnverifiedReason.SIGNER_DIFFERS: "It was signed by someone other than it says.",
    UnverifiedReason.APPROVER_SAME: "The same person signed it more than once. Someone else has to approve.",
    UnverifiedReason.ROLE_UNASKED: "It was signed in a role that its questions do not ask for.",
    UnverifiedReason.COUNTERSIGNED_DIFFERS: "The two people did not sign the same PDF.",
    UnverifiedReason.PDF_STRUCTURE: "Its PDF is not built as this program builds one.",
    UnverifiedReason.PDF_ACTIVE: "Its PDF could start something or lead you to another place. Do not open it.",
    UnverifiedReason.PDF_ATTACHMENT: "A file is hidden in its PDF. Do not open it.",
    UnverifiedReason.TOPIC_UNUSABLE: "The questions in it are not a usable topic.",
    UnverifiedReason.ANSWERS_NOT_ALLOWED: "It holds answers that its questions do not allow.",
    UnverifiedReason.INCOMPLETE: "It is not complete: {missing} missing.",
    UnverifiedReason.PDF_SIGNATURES: "The signatures inside its PDF are not valid, or are someone else's.",
    UnverifiedReason.TOPIC_OTHER: "Its questions are not the ones that this computer has under their name and version.",
    UnverifiedReason.SIGN_OFF_DIFFERS: "It was signed for other answers than the ones in it.",
    UnverifiedReason.REFERENCE_DIFFERS: "Its reference does not belong to its audit and its number.",
    UnverifiedReason.AGENCY_UNNAMED: "The name of its agency is not written as this program writes names.",
    UnverifiedReason.PROGRAM_UNKNOWN: "It says that another program made it. Only s11desk makes returns.",
    UnverifiedReason.EVIDENCE_PATH: "A file of evidence has one name in the return and another one in the answers.",
    UnverifiedReason.ACTIONS_DIFFER: "Some actions in its plan have numbers that this program does not give, or "
    "belong to no question.",
    UnverifiedReason.REPLACED_DIFFERS: "What it says about the return that it replaces does not fit its number.",
    UnverifiedReason.HISTORY_DIFFERS: "Its list of earlier returns does not lead up to it.",
    UnverifiedReason.MADE_DIFFERS: "It was signed at another time than it says.",
    UnverifiedReason.PDF_TIME_DIFFERS: "Its PDF was signed at another time than the rest of it.",
    UnverifiedReason.APPROVED_EARLIER: "It was approved more than a day before the person who filled it in signed it.",
    UnverifiedReason.LANGUAGE_DIFFERS: "It says that its pages are in a language that its questions do not have.",
    UnverifiedReason.PAGES_DIFFER: "The pages of its PDF do not show what its answers say.",
    UnverifiedReason.WORKBOOK_DIFFERS: "Its spreadsheet does not show what its answers say.",
}

PAGES: dict[PagesCompared, str] = {
    PagesCompared.UNKNOWN_LAYOUT: "Another version of s11desk made its pages, so the PDF may not say what its "
    "answers say. Read the answers, not the PDF.",
    PagesCompared.TOO_LARGE: "It is large, so its pages were not compared with its answers.",
}

CLAIM_REMARKS: dict[ClaimRemarkKind, str] = {
    ClaimRemarkKind.SIGNED_IN_FUTURE: "By this computer's clock, the time at which it was signed has not come yet. One "
    "of the clocks is wrong.",
    ClaimRemarkKind.APPROVED_EARLIER: "By the clocks of the two computers, it was approved before it was signed by "
    "the person who filled it in. Ask them when they signed.",
    ClaimRemarkKind.TIMES_IN_DISORDER: "Some times in it do not fit together: they are later than the return, or earlier than "
    "its beginning. The clock of the computer may have been wrong. Ask the agency.",
    ClaimRemarkKind.TEXT_TOO_LONG: "A text in it is longer than this program lets anybody write. A very old version may "
    "have made it. Ask the agency.",
    ClaimRemarkKind.OTHER_ORGANISATION: "Somebody signed for another organisation: {detail}.",
}

_UNCHECKED = (
    "This computer does not have the questions of this return, so it cannot check that they are unchanged. If they are "
    "yours, open "
)
TOPIC_UNKNOWN = f"{_UNCHECKED}the file with them here once."
_TOPIC_UNKNOWN_BEFORE = (
    f"{_UNCHECKED}the file with them here once: the topic pack that you send to agencies.",
    f"{_UNCHECKED}your topic pack here once.",
)
"""As a register has it that an earlier version of the program wrote."""

OUTCOMES: dict[Outcome, str] = {
    Outcome.CONFIRMED: "Verified: nothing has been changed since it was signed",
    Outcome.UNCONFIRMED: "Unchanged since it was signed. You have not checked who signed it",
    Outcome.NOT_COMPARED: "Unchanged since it was signed, but its pages could not be compared",
    Outcome.DOUBTFUL: "Unchanged since it was signed, but something in it does not fit",
    Outcome.OTHER_KEY: "Unchanged since it was signed, but not with the signature you know",
    Outcome.NOT_VERIFIED: "This file failed the check",
}
"""The answer for one file, without a full stop. A stranger's return is never called verified."""

UNCHANGED = "Nobody has changed this file since it was signed"

NOT_A_RETURN = "This file cannot be checked"

STANDINGS: dict[Standing, str] = {
    Standing.OWN: "Signed on this computer.",
    Standing.KNOWN: "You have checked who this is: {name}.",
    Standing.UNKNOWN: "This computer cannot tell if this is really {signer}. If you know that the file came from them, there "
    "is nothing to do. If you are not sure, ring them on a number you already have, and compare the signature check code.",
    Standing.OTHER_KEY: "You know {name} by a different signature check code. Ring them on a number that you already "
    "have, and ask whether this one is theirs too. Someone else may be using the name.",
    Standing.INVALID: "This signature is not valid, so it does not show who signed.",
}

CHECK_SIGNER = (
    "If you are unsure who sent it, ring them on a number you already have, and compare the signature check code."
)

NOT_KNOWN_YET = "Most names are new here at first. You do not have to do anything, unless you are unsure who sent it."
SHOW_CODES, HIDE_CODES = "How to check who signed it", "Hide how to check it"
"""On the button that shows the signature check codes."""

_MAX_REMARKS = 10

EVIDENCE_REMARKS: dict[EvidenceRemarkKind, str] = {
    EvidenceRemarkKind.HAS_PROGRAM: "The file {part} can start a program. Ask the agency before you open it.",
    EvidenceRemarkKind.REACHES_OUT: "The file {part} fetches something from elsewhere when it is opened. Ask the agency before you open it.",
    EvidenceRemarkKind.LOCKED: "The file {part} is locked with a password.",
    EvidenceRemarkKind.RIGHTS_MANAGED: "The file {part} opens only for the people that its owner chose.",
    EvidenceRemarkKind.DAMAGED: "The file {part} seems to be damaged. It may not open.",
}

APPROVAL_REMARKS: dict[ApprovalRemarkKind, str] = {
    ApprovalRemarkKind.SAME_NAME: "The same name signed twice: as the person who completed it, and as the approver. Ask "
    "whether they are two people.",
    ApprovalRemarkKind.SAME_EMAIL: "Both who signed it gave the same e-mail address.",
    ApprovalRemarkKind.APPROVERS_NAME: "The same name signed twice as an approver. Ask whether they are two people.",
    ApprovalRemarkKind.APPROVERS_EMAIL: "Two of those who approved it gave the same e-mail address.",
    ApprovalRemarkKind.NAMED_IN_ANSWERS: "The answers name the approver too{label}.",
}

APPROVER_WARNINGS: dict[ApprovalRemarkKind, str] = {
    ApprovalRemarkKind.SAME_NAME: "This return was completed by someone with your name. Someone else has to approve it.",
    ApprovalRemarkKind.SAME_EMAIL: "The person who completed this return gave your e-mail address.",
    ApprovalRemarkKind.APPROVERS_NAME: "Somebody with your name has approved this return already.",
    ApprovalRemarkKind.APPROVERS_EMAIL: "Somebody who approved this return gave your e-mail address.",
    ApprovalRemarkKind.NAMED_IN_ANSWERS: "The answers name you{label}. Did somebody else fill it in? Then you may "
    "approve it.",
}
"""The same for the approver, before they sign."""

COPIES_APART = (
    "these are copies of one return that different people signed apart. Neither has the signatures of the other, and "
    "they cannot be joined. Ask for one file that everybody has signed."
)

ROLES: dict[Role, str] = {
    Role.COMPLETER: "Completed and signed",
    Role.APPROVER: "Approved and signed",
    Role.SECOND_APPROVER: "Approved and signed",
}


def standing_sentence(standing: Standing, known_name: str, signer: str) -> str:
    """Whether the receiver knows a signer. ``known_name``: the receiver's name for them. ``signer``: their own, or empty."""
    own_name = short_line(signer) or "the person it names"
    return STANDINGS[standing].format(name=short_line(known_name), signer=own_name)


def outcome_headline(outcome: Outcome, unknown: Sequence[str]) -> str:
    """The answer for one file. ``unknown``: the names of its signers whom the receiver has not checked, as they signed."""
    if outcome is not Outcome.UNCONFIRMED or not unknown:
        return OUTCOMES[outcome]
    return f"Unchanged since it was signed. This computer does not know {listed(map(short_line, unknown), 'and')} yet"


def reason_sentence(why: Unverified) -> str:
    """The reason in words."""
    missing = counted(why.missing, "thing is", "things are")
    a_zip = "" if "zip" in why.noun.lower() else " A return is a .zip file."
    return UNVERIFIED[why.reason].format(missing=missing, noun=one_line(why.noun), zip=a_zip)


def unverified_sentence(why: Unverified) -> str:
    """The reason in words, with the name of the part of the return that it concerns."""
    sentence = reason_sentence(why)
    return f"{sentence} The part is called {one_line(why.part)}." if why.part else sentence


def without_unchecked(remarks: str) -> str:
    """The remarks of a return that was taken in before this computer had its questions, now that it has them."""
    for sentence in (*_TOPIC_UNKNOWN_BEFORE, TOPIC_UNKNOWN):
        remarks = remarks.replace(f"{sentence} ", "").replace(sentence, "")
    return remarks.strip()


def claim_sentences(remarks: tuple[ClaimRemark, ...], standing: TopicStanding | None) -> tuple[str, ...]:
    """Each remark on the claims of a return in words; first, that its questions are not known here."""
    unknown = (TOPIC_UNKNOWN,) if standing is TopicStanding.UNKNOWN else ()
    return (*unknown, *(CLAIM_REMARKS[one.kind].format(detail=short_line(one.detail) or "none") for one in remarks))


def remark_sentences(remarks: tuple[EvidenceRemark, ...]) -> tuple[str, ...]:
    """Each remark on a file of evidence in words; at most ten, then how many more there are."""
    shown = tuple(EVIDENCE_REMARKS[one.kind].format(part=one_line(one.part)) for one in remarks[:_MAX_REMARKS])
    more = len(remarks) - _MAX_REMARKS
    return (*shown, f"There are {counted(more, 'more remark')} on its files.") if more > 0 else shown


def approval_sentences(
    remarks: tuple[ApprovalRemark, ...], words: dict[ApprovalRemarkKind, str] = APPROVAL_REMARKS
) -> tuple[str, ...]:
    """Each remark on an approval in words. ``words``: for the receiver, or :data:`APPROVER_WARNINGS`."""
    return tuple(words[one.kind].format(label=f", as “{one_line(one.label)}”" if one.label else "") for one in remarks)
