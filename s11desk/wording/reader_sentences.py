"""Why the reading of a file was stopped."""

from __future__ import annotations

from s11desk.errors.reader_errors import StopReason

WHY_STOPPED = {
    StopReason.TIME: "It kept the computer busy far longer than any real file does, so this program stopped reading it.",
    StopReason.MEMORY: "It asked for far more memory than any real file does, so this program stopped reading it.",
    StopReason.FAULT: "It broke the part of this program that reads files.",
}
WHAT_IS_SAFE = "Nothing was changed, and what you have saved is safe."
WHAT_TO_DO = "If the file was sent to you, ask for it again. If it is yours, save it once more and try again."
