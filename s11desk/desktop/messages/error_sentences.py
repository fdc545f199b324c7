"""The sentences: for every code a headline, and what is safe and what to do next.

``{size_bytes}`` is parameter ``size`` written as a size, and so on: see :mod:`s11desk.desktop.messages.error_messages`.
"""

from __future__ import annotations

from s11desk.errors import Code

_KEPT = "What you have saved is safe."

SENTENCES: dict[Code, tuple[str, str]] = {
    Code.AUDIT_INCOMPLETE: (
        "The audit is not complete yet",
        "Nothing was signed. Open “Check your answers” to see what is still needed, with a link to each place.",
    ),
    Code.RETURN_NOT_VERIFIED: (
        "This return does not verify",
        "It was not countersigned and nothing was changed. Ask whoever sent it to send it again.",
    ),
    Code.RETURN_COUNTERSIGNED: (
        "This return has been countersigned already",
        "{path_name} was left as it is. Nothing more is needed.",
    ),
    Code.APPROVER_SAME: (
        "Someone else must approve this return",
        "{name} completed it, so nothing was signed. Whoever approves it needs a signing identity of their own.",
    ),
    Code.PLAN_UNDATED: (
        "No action has a due date",
        "There is nothing to put into a calendar, so no file was written. Give the actions their due dates first.",
    ),
    Code.SEVERAL: ("There are several problems", "{errors_sentences}"),
    Code.JSON_BROKEN: (
        "This file cannot be read",
        "{file_name} is damaged at line {line}. Nothing was taken from it and your audits are unchanged. Ask for the "
        "file again.",
    ),
    Code.SHAPE_WRONG: (
        "This file is not in the expected form",
        "{file_name} does not hold what this program expects ({detail}). Nothing was taken from it. Ask for the file "
        "again, or check that it is the right one.",
    ),
    Code.TOPIC_UNKNOWN: (
        "This topic is not on this computer",
        "Your audits are unchanged. Choose one of the topics in the list, or ask the partnership for the topic pack.",
    ),
    Code.TOPIC_INVALID: (
        "This topic pack has mistakes in it",
        "It was not installed and nothing changed. Tell whoever sent it that the pack does not pass the check; "
        "“s11desk topics check” lists every mistake.",
    ),
    Code.TOPIC_CONFLICT: (
        "Another topic pack with the same name is already here",
        "The new one has the same name and version but other content, so it was not installed. Ask the partnership "
        "which of the two is right.",
    ),
    Code.AUDIT_UNKNOWN: (
        "This audit is no longer here",
        "Another copy of this program may have removed it. Go back to the list of your audits to see all of them.",
    ),
    Code.AGENCY_MISSING: (
        "The agency's name is missing",
        "Nothing was begun. Write the name of the agency that the audit is for, then begin again.",
    ),
    Code.QUESTION_UNKNOWN: (
        "This question is not part of the topic",
        f"{_KEPT} Go back to the list of your audits and open this one again.",
    ),
    Code.OPTION_UNKNOWN: (
        "This option is not one the question offers",
        f"{_KEPT} Choose one of the options shown.",
    ),
    Code.ANSWER_UNFIT: (
        "This answer does not fit the question",
        f"{_KEPT} Change the answer to question {{number}} and it will be saved.",
    ),
    Code.ANSWER_TWICE: (
        "The file answers one question twice",
        "Nothing was taken from it. Keep one of the two answers in the file and try again.",
    ),
    Code.ACTION_UNKNOWN: (
        "This action is no longer in the action plan",
        f"It was removed meanwhile. {_KEPT} Copy anything you typed, then open the action plan again.",
    ),
    Code.FILE_MISSING: (
        "The file is no longer there",
        "{path_name} was moved or renamed. Nothing changed. Choose the file again from where it is now.",
    ),
    Code.FILE_IS_FOLDER: (
        "This is a folder, not a file",
        "{path_name} was not attached. Open the folder and choose the files inside it.",
    ),
    Code.FILE_CHANGED: (
        "The file changed while it was being copied",
        "{path_name} was not attached, so that no half-written file is kept. Save and close it in the other program, "
        "then choose it again.",
    ),
    Code.FILE_EXISTS: (
        "There is another file with this name",
        "{path_name} was left as it is and nothing was written. Choose another name.",
    ),
    Code.EVIDENCE_UNKNOWN: (
        "This file is no longer attached",
        f"It was removed meanwhile. {_KEPT} The list now shows what is attached.",
    ),
    Code.EVIDENCE_UNWANTED: (
        "This question takes no files",
        "The file was not attached and nothing changed. Attach it to a question that asks for evidence.",
    ),
    Code.EVIDENCE_EMPTY: (
        "The file is empty",
        "{name} has nothing in it and was not attached. Open it to see whether it was saved properly, then choose it "
        "again.",
    ),
    Code.EVIDENCE_TOO_LARGE: (
        "The file is too large",
        "{name} is {size_bytes}; up to {limit_bytes} is allowed for one file. It was not attached. Save a smaller "
        "copy, for example a PDF made for e-mail, or split it.",
    ),
    Code.EVIDENCE_TOO_MANY: (
        "No more files can be attached to this question",
        "The limit is {limit}. The file was not attached. Remove one from the list first, or attach this one to "
        "another question.",
    ),
    Code.EVIDENCE_TYPE: (
        "This kind of file cannot be attached",
        "{name} was not attached. Allowed are {allowed_types}. Save it as a PDF, for example, and choose that.",
    ),
    Code.EVIDENCE_MISLABELLED: (
        "The file's name does not match what is in it",
        "{name} is really {detected}, so it was not attached. Save it again from the program that made it, then choose "
        "that copy.",
    ),
    Code.EVIDENCE_MACROS: (
        "The file contains macros",
        "{name} was not attached, because a macro is a program and mail systems refuse it. Save it as a PDF, or as a "
        "document without macros, and choose that.",
    ),
    Code.EVIDENCE_ENCRYPTED: (
        "The file is locked with a password",
        "{name} was not attached, because nobody at the partnership could open it. Save a copy without the password "
        "and choose that.",
    ),
    Code.EVIDENCE_DAMAGED: (
        "The file is damaged",
        "{name} cannot be read to its end and was not attached. Open it to see whether it still works, save it again, "
        "and choose that copy.",
    ),
    Code.IDENTITY_MISSING: (
        "There is no signing identity on this computer yet",
        "Nothing was signed. Make one on the “Sign and export” page; it takes a minute and is done once.",
    ),
    Code.IDENTITY_EXISTS: (
        "There is a signing identity on this computer already",
        "It was left as it is. Use it to sign.",
    ),
    Code.IDENTITY_DETAIL: (
        "One of your details cannot be used",
        "Nothing was made. {field_problem} Correct it and try again.",
    ),
    Code.IDENTITY_UNREADABLE: (
        "The signing identity cannot be read",
        f"Nothing was signed. {_KEPT} The file {{path_name}} is damaged or not a signing identity; use a copy of "
        "it, or ask for help.",
    ),
    Code.IDENTITY_COSTLY: (
        "This key file would take too long to open",
        "{path_name} asks for so much work that this computer would stand still for minutes, so it was not opened. "
        f"{_KEPT} Ask whoever made it for a file made in the usual way.",
    ),
    Code.IDENTITY_UNMATCHED: (
        "It cannot be told whose signing identity this is",
        f"The certificate beside {{path_name}} is missing or belongs to another key. {_KEPT} The key is kept as it is; "
        "with its passphrase the certificate can be put right.",
    ),
    Code.IDENTITY_UNSUITABLE: (
        "This identity cannot be used for signing",
        "Nothing changed. It holds no key that this program can sign with. Use another one, or make one here.",
    ),
    Code.IDENTITY_NOT_VALID: (
        "The signing identity is out of date",
        "It is valid from {not_before_day} to {not_after_day}. Nothing was signed. Check this computer's date; if that "
        "is right, a new identity is needed.",
    ),
    Code.PASSPHRASE_MISSING: (
        "The passphrase is missing",
        "Nothing was signed. Type the passphrase of your signing identity.",
    ),
    Code.PASSPHRASE_SHORT: (
        "The passphrase is too short",
        "Nothing was made. Use at least {shortest} characters; three or four words are easy to remember.",
    ),
    Code.PASSPHRASE_UNUSABLE: (
        "This cannot be a passphrase",
        "It is very long, or has a character that cannot be kept. Nothing was changed. Use a few words.",
    ),
    Code.PDF_UNSIGNABLE: (
        "The audit's PDF could not be signed",
        f"Nothing was exported. {_KEPT} This should not happen: note what you did last and ask for help.",
    ),
    Code.PASSPHRASE_WRONG: (
        "That is not the right passphrase",
        f"Nothing was signed. {_KEPT} Try again; capital letters count. If you have forgotten it, make a new signing "
        "identity on “Sign and export”.",
    ),
    Code.TRUST_UNREADABLE: (
        "This is not a fingerprint or a certificate",
        "Nothing changed. Give a fingerprint as it is printed on an audit, or a certificate file.",
    ),
    Code.SIGNER_NAME_MISSING: (
        "The signer's name is missing",
        "Nothing was kept. Write the name by which you know this signer.",
    ),
    Code.SIGNER_UNKNOWN: (
        "This signer is not on your list",
        "Nothing was changed. Choose one of the signers on the list.",
    ),
    Code.RECEIVER_MISSING: (
        "There is no key to open this file with",
        "Nothing was changed. A partnership opens encrypted returns with the key it made for receiving them.",
    ),
    Code.RECIPIENT_UNSUITABLE: (
        "The partnership's certificate cannot be used",
        f"Nothing was encrypted or sent. {_KEPT} Ask the partnership for a certificate made for encryption.",
    ),
    Code.ENVELOPE_UNREADABLE: (
        "This encrypted file cannot be read",
        "It is damaged, or of another kind. Nothing was opened. Ask whoever sent it to send it again.",
    ),
    Code.ENVELOPE_NOT_FOR_YOU: (
        "This file was encrypted for someone else",
        "Your key does not open it. Nothing was opened. Send it to the person it is meant for.",
    ),
    Code.ENVELOPE_ALTERED: (
        "This encrypted file was changed on its way",
        "Nothing was opened, because what is in it cannot be trusted. Ask whoever sent it to send it again.",
    ),
    Code.RETURN_TOO_LARGE: (
        "The return would be too large",
        f"Nothing was exported. {_KEPT} Remove some of the attached files, or attach smaller copies, and export again.",
    ),
    Code.FILE_UNREADABLE: (
        "The file cannot be opened",
        "{path_name}: the computer refuses to read it {reason_aside}. Close it in other programs, or copy it "
        "to another folder, then choose it again.",
    ),
    Code.FOLDER_UNWRITABLE: (
        "This folder cannot be written to",
        f"{{path_folder}}: the computer refuses {{reason_aside}}. {_KEPT} Choose another folder, or ask whoever "
        "looks after this computer for permission to write there.",
    ),
    Code.DISK_FULL: (
        "The disk is full",
        f"{_KEPT} What you are typing stays in this window and is tried again by itself. Delete files you no longer "
        "need, or empty the recycle bin.",
    ),
    Code.HOME_UNUSABLE: (
        "The folder with your audits cannot be used",
        "{path_folder} cannot be read. Nothing in it was changed. Check that the drive is connected and that you may "
        "open the folder, then try again.",
    ),
    Code.DRAFTS_LOCKED: (
        "Another program is using your audits",
        f"{_KEPT} Close other copies of this program; it is tried again by itself.",
    ),
    Code.DRAFTS_TOO_NEW: (
        "Your audits were saved by a newer version of this program",
        "Nothing was changed, so that nothing is lost. Install the newer version of s11desk to go on.",
    ),
    Code.DRAFTS_FOREIGN: (
        "The file with your audits belongs to another program",
        "{path_name} was not touched. Move it away from the folder, or start s11desk with another home.",
    ),
    Code.DRAFTS_DAMAGED: (
        "The file with your audits is damaged",
        "Nothing was changed. Backups were made on each day that you used the program: “About this computer's data” in "
        "the Help menu brings one back. The damaged file {path_name} is then kept aside, so that someone can still "
        "look for what is newer in it.",
    ),
    Code.CHANGED_ELSEWHERE: (
        "This was changed somewhere else",
        "Another window or program saved a different version. Nothing was overwritten; both versions are kept until "
        "you choose.",
    ),
    Code.EVIDENCE_ALTERED: (
        "An attached file is not what it was",
        f"Something outside this program changed the kept copy. {_KEPT} Remove the file from the list and attach it "
        "again.",
    ),
    Code.EVIDENCE_GONE: (
        "An attached file is missing",
        f"The kept copy is no longer in the folder with your audits. {_KEPT} Attach the file again.",
    ),
    Code.SIGNERS_UNREADABLE: (
        "Your list of known signers cannot be read",
        "{path_name} is damaged. It was left as it is. Ask for help, or move it away to begin a new list.",
    ),
    Code.PRINTER_REFUSED: (
        "The printer did not take it",
        "Nothing was printed on {printer} {reason_aside}. Choose another printer, or open the PDF in your PDF reader.",
    ),
    Code.NO_DISPLAY: (
        "No window can be opened here",
        "There is no display, or something that windows need is missing: {packages_list}. The command line works "
        "without: s11desk --help.",
    ),
}
