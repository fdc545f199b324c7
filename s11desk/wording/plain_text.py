"""Text that others chose, such as a file's name, made fit to be shown: it can only ever look like what it is.

A terminal obeys control characters, and both shells obey characters that turn the reading direction or break a line: a
file's name could hide its real ending, or write a verdict of its own below ours. Each is shown as its number instead.
"""

from __future__ import annotations

import unicodedata

from s11desk.domain.clean_text import clean_line

_OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Controls, characters of format such as turns of direction, lone surrogates, breaks of lines and paragraphs."""
_LONGEST = 200
"""Characters of a text from a file that are shown."""
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Belong to the spelling of some languages, and move nothing."""


def code_point(character: str) -> str:
    """For example ``U+202E``."""
    return f"U+{ord(character):04X}"


def as_number(character: str) -> str:
    """What is shown in place of a character that cannot be: ``[U+202E]``, in every shell and document."""
    return f"[{code_point(character)}]"


def one_line(text: str) -> str:
    """``text`` with its number in place of every character that would be obeyed."""
    if text.isprintable():
        return text  # by far the most
    return "".join(as_number(c) if _is_obeyed(c) else c for c in text)


def short_line(text: str) -> str:
    """One line of a text from a file, not so long that it pushes what the program says off the screen."""
    line = one_line(clean_line(text[: 4 * _LONGEST]))
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def every_character(text: str) -> str:
    """As :func:`one_line`, and what nobody could see is its number too: for a text that a person has to
    correct, and for a terminal, which may do anything with a character that it does not know.
    """
    return "".join(c if c.isprintable() else as_number(c) for c in text)


def aside(text: str) -> str:
    """Put ``text`` in brackets after what it belongs to; nothing where it is empty."""
    return f" ({text})" if text else ""


def several_lines(text: str) -> str:
    """As :func:`one_line`, but a line feed stays one."""
    return "\n".join(map(one_line, text.split("\n")))


def folded(line: str) -> str:
    """One entry of a list, which may hold text of several lines: none of those can pass for an entry of its own."""
    first, *rest = line.replace("\t", "    ").split("\n")
    indent = " " * (len(first) - len(first.lstrip()) + 4)
    return "\n".join([one_line(first), *(f"{indent}{one_line(below)}" for below in rest)])


def json_text(encoded: bytes) -> str:
    """JSON of the same value in which nothing is obeyed: such a character is written as its escape."""
    text = encoded.decode()
    return text if text.isprintable() else "".join(_escaped(c) if _is_obeyed(c) else c for c in text)


def _is_obeyed(character: str) -> bool:
    return unicodedata.category(character) in _OBEYED and character not in _JOINERS


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be")
    return "".join(f"\\u{int.from_bytes(units[at : at + 2]):04x}" for at in range(0, len(units), 2))
