"""What becomes of what a person types: it is saved in an audit, and in a preview of a topic it is not kept.

Every sentence in an open audit that promises to keep something is here, so that a preview never makes the promise.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeepingWords:
    """The words of an audit or a preview.

    ``go_on``, ``back_to_check``, ``back_to_sign``: the button that leaves a page. ``state``: in place of the state of
    saving, which is shown if this is empty. ``introduction``, ``any_time``: on the first page. ``note``, ``files``:
    beside a private note, and where files are added. ``chosen``: what a screen reader says of a choice.
    ``keys``: and of the keys that help with a question.
    """

    go_on: str
    back_to_check: str
    back_to_sign: str
    state: str
    introduction: str
    any_time: str
    note: str
    files: str
    chosen: str
    keys: str


KEPT = KeepingWords(
    go_on="&Save and continue",
    back_to_check="&Save and return to check",
    back_to_sign="&Save and return to signing",
    state="",
    introduction="Your answers are saved on this computer as you type. The action plan is part of the audit. At the "
    "end you make one file to send.",
    any_time="You can stop at any time. Nothing is sent unless you send it.",
    note="Only you see this note. It is not in your return or its PDF. If you move the audit to another computer, "
    "you choose whether your notes go with it.",
    files="Files are copied into this audit and stay on this computer unless you send them.",
    chosen="Saved: your answer is {}",
    keys="Shift F1 reads the help with a question. Alt S saves and continues. Arrow keys go through the "
    "answers, and Space chooses one.",
)
PREVIEWED = KeepingWords(
    go_on="&Continue",
    back_to_check="&Return to check",
    back_to_sign="&Return to signing",
    state="Preview: nothing is kept",
    introduction="This is a preview, so no answer is kept, and no file is made to send. The action plan is part of the "
    "audit.",
    any_time="You can stop at any time. Nothing is kept or sent.",
    note="In an audit, only you see this note. It is not in the return or its PDF. In this preview it is not kept.",
    files="Your own files stay where they are. The preview keeps no copy when it ends.",
    chosen="Your answer is {}",
    keys="Shift F1 reads the help with a question. Alt C continues. Arrow keys go through the "
    "answers, and Space chooses one.",
)


def keeping_words(*, is_preview: bool) -> KeepingWords:
    """The words of a preview or of an audit."""
    return PREVIEWED if is_preview else KEPT
