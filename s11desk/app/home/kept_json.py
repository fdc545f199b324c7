"""The small lists that the program keeps in the home as JSON: anything can have happened to such a file."""

from __future__ import annotations

import msgspec

JSON_DAMAGE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What msgspec raises for bytes that are no JSON of the wanted type: also for other encodings, and for deep nesting."""
