"""The layouts of a return's pages, by their numbers. ``audit.json`` states the number.

The program makes the pages of every layout exactly as the program did that wrote them. So each return that was ever
made can be compared. :class:`PageRules` says how the layouts differ, and nothing else asks for the number.

Add a layout for every change after which the same data gives other pages: texts, fonts, measures, the order or form
of the objects in the file, the words of another language in ``resources/words``, a new version of reportlab. Another
compression of the same streams is no such change. ``tests/golden/returns`` finds a change that was forgotten. Of a
layout that it does not know, the program says that the pages could not be compared, and shows the data itself.

History: 1, the first that returns state. 2: a record, not a questionnaire: without instructions and sources, in local
time, the digests on a last technical page; parts follow one another on upright pages; names, numbers and links are told
to assistive programs; common signs that the typeface lacks are written in a plain form. 3: letters with marks, and
scripts whose letters join or run from right to left, are shaped. A return states it only if it has such letters;
otherwise its pages are those of layout 2, and it states that, so that an older program can compare them. 4: a form
whose language has a region, such as cy-GB, has the program's words of that language (Yes, No, Other) too. Only returns
in such a language state it. Earlier ones are in English there, so this program does not compare them. 5: more signs
have a plain form, a date stays on one line, and per cent are written as in 67%. A return states it only if it has any
of these. 6: the summary counts the optional questions that are left empty, and the signatures are on one page. A
return states it only if it has such a question, or if its signatures were on two pages in the lower layouts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

LANGUAGE = "en-GB"


@dataclass(frozen=True, slots=True)
class PageRules:
    """How the pages of one layout differ from those of the others. The usual values are those of layout 1.

    ``explains_options``: the texts that help to answer: what an option means for anybody, and what a section asks.
    ``names_sources``: where the wording of the form comes from. ``counts_each_scale``: the summary counts the answers
    of each scale apart. ``digests_last``: the digests are on a technical page at the end. ``local_times``: times are in
    the zone that the return states, which is named once; otherwise all are in UTC, and each says so. ``flows``: a part
    begins below the one before it, and the action plan is upright. ``code_name``: what the short form of the
    certificate's fingerprint is called; ``code_on_stamps``: there.

    ``plain_signs``: common signs that the typeface lacks have a plain form. ``links_addresses``: an e-mail address is a
    link. ``numbers_outline``: the outline has the questions' numbers. ``names_rows``: the number of an action is the
    header of its row. ``keeps_paragraphs``: a paragraph of a text is one in the structure too. ``announces_stamps``:
    the words of a stamp are in its signature, and in its field's description if they are known before it is signed.
    ``shapes_text``: letters take the form and the place that their script gives them. ``matches_regions``: a language
    with a region has the program's words of the language. ``more_signs``: so have flags, numbers in circles and others.
    ``keeps_dates``: no line ends inside of a date that fits into one. ``close_percent``: 67%, and not 67 %.
    ``counts_optional``: the summary counts the optional questions that are left empty. ``signs_on_one_page``: the
    heading of the sign-off and all its fields are on one page, if they fit on one.
    """

    layout: int
    explains_options: bool = True
    names_sources: bool = True
    counts_each_scale: bool = False
    digests_last: bool = False
    local_times: bool = False
    flows: bool = False
    code_name: str = "Key fingerprint"
    code_on_stamps: str = "Key"
    plain_signs: bool = False
    links_addresses: bool = False
    numbers_outline: bool = False
    names_rows: bool = False
    keeps_paragraphs: bool = False
    announces_stamps: bool = False
    shapes_text: bool = False
    matches_regions: bool = False
    more_signs: bool = False
    keeps_dates: bool = False
    close_percent: bool = False
    counts_optional: bool = False
    signs_on_one_page: bool = False


_FIRST = PageRules(layout=1)
_SECOND = PageRules(
    layout=2,
    explains_options=False,
    names_sources=False,
    counts_each_scale=True,
    digests_last=True,
    local_times=True,
    flows=True,
    code_name="Signature check code",
    code_on_stamps="Signature check code",
    plain_signs=True,
    links_addresses=True,
    numbers_outline=True,
    names_rows=True,
    keeps_paragraphs=True,
    announces_stamps=True,
)
_THIRD = replace(_SECOND, layout=3, shapes_text=True)
_FOURTH = replace(_THIRD, layout=4, matches_regions=True)
_FIFTH = replace(_FOURTH, layout=5, more_signs=True, keeps_dates=True, close_percent=True)
_SIXTH = replace(_FIFTH, layout=6, counts_optional=True, signs_on_one_page=True)
_ALL = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH)
_LAYOUTS: Mapping[int, PageRules] = MappingProxyType({rules.layout: rules for rules in _ALL})

LAYOUT = max(_LAYOUTS)
"""The newest layout, which a new return states if it needs it."""
PLAIN_LAYOUT = _SECOND.layout
"""The layout of a new return in which nothing is shaped. Its pages are the same in the newest one."""
SHAPED_LAYOUT = _THIRD.layout
"""The layout of a new return with shaped letters, in a language without a region. Likewise."""
REGION_LAYOUT = _FOURTH.layout
"""The layout of a new return in a language whose words the first programs did not match. Likewise."""
SIGNS_LAYOUT = _FIFTH.layout
"""The layout of a new return with dates, per cent or further signs, whose optional questions are answered. Likewise."""
NEWEST = _LAYOUTS[LAYOUT]
"""The rules for every document that is not a return."""


def rules_of(layout: int) -> PageRules | None:
    """The rules of a layout; None if a newer program has it."""
    return _LAYOUTS.get(layout)
