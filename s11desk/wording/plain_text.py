"""Make text of strangers, such as a file's name, safe to show.

A terminal obeys control characters, and both shells obey characters that turn the reading direction or break a line.
Through them a file's name could hide its real ending, or write a false verdict below ours. We show the number of each
such character instead. Text in a script that is written from the right keeps the marks of direction that it needs, if
each one that begins something also ends it in the same line.
"""

from __future__ import annotations

import unicodedata

from s11desk.domain.text.clean_text import DIRECTION_CONTROLS, clean_line, has_open_directions

_OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories: controls, formats such as changes of direction, lone surrogates, line and paragraph ends."""
_MAX_LINE_LENGTH = 200
"""How many characters of a text from a file we show."""
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""The spelling of some languages needs these, and they move no other character."""


_FROM_THE_RIGHT = {"R", "AL"}
"""Unicode's classes for the letters of Hebrew, Arabic, Syriac, Thaana and N'Ko. The marks themselves do not count."""


def code_point(character: str) -> str:
    """For example ``U+202E``."""
    return f"U+{ord(character):04X}"


def as_number(character: str) -> str:
    """The replacement for an unsafe character, in every shell and document: ``[U+202E]``."""
    return f"[{code_point(character)}]"


def one_line(text: str) -> str:
    """``text`` with the number in place of every character that a shell would obey."""
    if text.isprintable():
        return text  # the usual case, and the fast one
    keeps_marks = _needs_marks(text)
    return "".join(as_number(c) if _is_obeyed(c) and not (keeps_marks and _turns(c)) else c for c in text)


def shown_text(text: str) -> str:
    """Text of a stranger for a label of the window, which shows lines and invisible spaces as they are meant.

    Only control characters and changes of direction become numbers.
    """
    return text if text.isprintable() else "\n".join(map(_show_line, text.split("\n")))


def _show_line(line: str) -> str:
    keeps_marks = _needs_marks(line)
    return "".join(
        as_number(c) if (_turns(c) and not keeps_marks) or (unicodedata.category(c) == "Cc" and c != "\t") else c
        for c in line
    )


def short_line(text: str) -> str:
    """The beginning of a text from a file as one line, short enough to leave our own sentences on the screen."""
    line = one_line(clean_line(text[: 4 * _MAX_LINE_LENGTH]))
    return line if len(line) <= _MAX_LINE_LENGTH else f"{line[:_MAX_LINE_LENGTH]}…"


def every_character(text: str) -> str:
    """As :func:`one_line`, with the number of every invisible character as well.

    A person who corrects a text has to see them, and a terminal may treat an unknown character in any way.
    """
    return "".join(c if c.isprintable() else as_number(c) for c in text)


def aside(text: str) -> str:
    """Put ``text`` in brackets after what it belongs to; nothing if it is empty."""
    return f" ({text})" if text else ""


def several_lines(text: str) -> str:
    """As :func:`one_line`, but a line feed stays one."""
    return "\n".join(map(one_line, text.split("\n")))


def folded(line: str) -> str:
    """One entry of a list. Its further lines are indented, so that none of them can pass for another entry."""
    first, *rest = line.replace("\t", "    ").split("\n")
    indent = " " * (len(first) - len(first.lstrip()) + 4)
    return "\n".join([one_line(first), *(f"{indent}{one_line(below)}" for below in rest)])


def json_text(encoded: bytes) -> str:
    """JSON of the same value, with an escape in place of every character that a shell would obey."""
    text = encoded.decode()
    return text if text.isprintable() else "".join(_escape(c) if _is_obeyed(c) else c for c in text)


def _is_obeyed(character: str) -> bool:
    return unicodedata.category(character) in _OBEYED and character not in _JOINERS


def _turns(character: str) -> bool:
    return ord(character) in DIRECTION_CONTROLS


def _needs_marks(line: str) -> bool:
    """Whether a line has letters that are written from the right, and no change of direction that stays open."""
    return any(
        unicodedata.bidirectional(c) in _FROM_THE_RIGHT and not _turns(c) for c in line
    ) and not has_open_directions(line)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))
