"""Finds texts that are not finished: what a spreadsheet left, what is still to be filled in, cut-off ends, markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text

_RESIDUE = re.compile(r"#(?:REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)[!?]?|^'(?=[^']+$)|^\s*'?[=+]\s*[A-Z]{2,}\(.*\)\s*$")
_PLACEHOLDER = re.compile(
    r"\b(?:TBC|TBA|TBD|(?-i:TO ?DO)|X{3,8}|lorem ipsum)\b"
    r"|^\s*(?:\?{2,}|\.{3,}|…|-+|to (?:be )?(?:added|confirmed|follow)\.?)\s*$"
    r"|\bto be (?:confirmed|inserted)\b"
    r"|\{\{[^{}\n]{1,40}\}\}"
    r"|[\[<]\s*(?:insert|enter|add|your|name of|date|to be)\b[^\]>]{0,60}[\]>]"
    r"|\[(?:[^\[\]\n]{0,30} )?(?:name|date|title|partnership|agency|area|year|contact|e-?mail)\]"
    r"|^(?:Example: replace every row with your own|Name of your safeguarding partnership)$"
    r"|^(?:Your form|Your partnership|Say here what the audit is for\.|(?:Whom agencies|Who agencies can) ask)$"
    r"|^Advice (?:that stands|shown) beside the question\.$|^A few words about this section\.$",
    re.IGNORECASE | re.MULTILINE,
)
"""Words and brackets in place of what an author still has to find out."""
_MARKUP = re.compile(
    r"</?(?:b|i|u|p|br|ul|ol|li|strong|em|span|div|a|table|tr|td|font|h[1-6])\b[^>]*>|&(?:nbsp|amp|lt|gt|quot|#\d+);"
    r"|\*\*[^*\n]+\*\*|(?<!\w)__[^_\n]+__(?!\w)|\[[^\]\n]+\]\((?:https?|mailto):[^)\n]+\)|^\s*\|.+\|.+\|\s*$"
    r"|\$\{[^{}\n]{1,60}\}|(?<![\w*])\*[^\s*][^*\n]*\*(?![\w*])|\S*\t\S*",
    re.MULTILINE,
)
_BULLET = re.compile(r"^[ \t]*[•·▪‣*o–-][ \t]+\S|^#{1,6} \S", re.MULTILINE)
"""What texts that are no prose would show as it is typed."""
_CUT_AT = 255
"""Older programs keep this many characters of a cell; a space at the end is lost afterwards."""
_SENTENCE_ENDS = tuple(".!?:;)”\"'")


def unfinished_flaws(path: JsonPath, text: str) -> Iterator[Flaw]:
    """A flaw for each kind of thing in the text at ``path`` that is not meant to be read by an agency."""
    if residue := _RESIDUE.search(text):
        yield Flaw(ProblemCode.SPREADSHEET_RESIDUE, path, found=cut_text(residue[0].strip()))
    if placeholder := _PLACEHOLDER.search(text):
        yield Flaw(ProblemCode.PLACEHOLDER_LEFT, path, found=cut_text(placeholder[0]))
    if _CUT_AT - 2 <= len(text) <= _CUT_AT and not text.rstrip().endswith(_SENTENCE_ENDS):
        yield Flaw(ProblemCode.TEXT_CUT_OFF, path, limit=_CUT_AT)
    is_prose = path[-1] in {"body"} or (path[0] in {"guidance", "sections"} and path[-1] == "text")
    if markup := _MARKUP.search(text) or (None if is_prose else _BULLET.search(text)):
        yield Flaw(ProblemCode.MARKUP_SHOWN, path, found=cut_text(markup[0].strip()))
