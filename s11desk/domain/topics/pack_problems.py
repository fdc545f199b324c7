"""The problems of topic packs: the facts that the sentence of each needs, and what kinds of problems there are.

The codes are in ``problem_codes``, the sentences in ``wording/topics/pack_sentences.py``.
"""

from __future__ import annotations

import msgspec

from s11desk.domain.topics.problem_codes import ProblemCode

__all__ = ["NO_TOPIC", "WARNINGS", "Problem", "ProblemCode"]


NO_TOPIC = frozenset(
    {
        ProblemCode.FILE_NOT_PACK,
        ProblemCode.FILE_EMPTY,
        ProblemCode.WORKBOOK_LOCKED,
        ProblemCode.WORKBOOK_UNREADABLE,
        ProblemCode.WORKBOOK_NO_TOPIC,
        ProblemCode.WORKBOOK_OPEN,
        ProblemCode.ANSWERS_NOT_PACK,
    }
)
"""Problems of a whole file in which no topic was found."""

WARNINGS = frozenset(
    {
        ProblemCode.SHEET_UNKNOWN,
        ProblemCode.NUMBER_IN_WORDING,
        ProblemCode.TEXT_WORDLESS,
        ProblemCode.HELP_REPEATS,
        ProblemCode.LIST_SHORT,
        ProblemCode.LIST_SCATTERED,
        ProblemCode.ASKS_UNUSED,
        ProblemCode.YEAR_DOUBTFUL,
        ProblemCode.DEADLINE_FAR,
        ProblemCode.ZERO_LOST,
        ProblemCode.SHEET_HIDDEN,
        ProblemCode.ROW_HIDDEN,
        ProblemCode.ROW_FILTERED,
        ProblemCode.COLUMN_HIDDEN,
        ProblemCode.CELLS_JOINED,
        ProblemCode.TEXT_STRUCK,
        ProblemCode.COMMENT_UNREAD,
        ProblemCode.BOX_UNREAD,
        ProblemCode.PICTURE_UNREAD,
        ProblemCode.LANGUAGE_LEFT_OUT,
        ProblemCode.TRANSLATION_MISSING,
        ProblemCode.DEADLINE_PAST,
        ProblemCode.WORDING_REPEATED,
        ProblemCode.SPREADSHEET_RESIDUE,
        ProblemCode.PLACEHOLDER_LEFT,
        ProblemCode.TEXT_CUT_OFF,
        ProblemCode.MARKUP_SHOWN,
        ProblemCode.SCALE_UNUSED,
        ProblemCode.GUIDANCE_NAME_RESERVED,
        ProblemCode.CHOICES_UNUSED,
        ProblemCode.LIMIT_TINY,
        ProblemCode.NOT_APPLICABLE_UNEXPLAINED,
        ProblemCode.NOT_APPLICABLE_COUNTED,
        ProblemCode.SCORES_DISORDERED,
        ProblemCode.SCORE_REPEATED,
        ProblemCode.SCORES_REVERSED,
        ProblemCode.EMAIL_DOUBTFUL,
        ProblemCode.EMAIL_LETTERS,
        ProblemCode.LABEL_ALIKE,
        ProblemCode.SCORE_MISSING,
        ProblemCode.FILE_IMPOSSIBLE,
        ProblemCode.TOTAL_EMPTY,
        ProblemCode.RULE_ALWAYS,
        ProblemCode.COLUMN_IGNORED,
        ProblemCode.COLOUR_FILLED,
        ProblemCode.END_MISNAMED,
        ProblemCode.ROLES_JOINED,
        ProblemCode.COLOUR_MISLEADING,
        ProblemCode.AGENCY_TWICE,
        ProblemCode.GLYPH_MISSING,
        ProblemCode.TEXT_LONG,
        ProblemCode.ALL_OPTIONAL,
        ProblemCode.RULES_ALL_NEEDED,
        ProblemCode.ID_MOVED,
        ProblemCode.ID_REUSED,
    }
)
"""Problems that are worth a look, but do not stop anyone from using the pack."""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One problem, and where it is.

    ``file``: its name inside the pack. ``place``: as ``questions[3] (id help).show_when[0]``; empty for a whole file.
    ``line``: from 1; 0 if it is unknown. Each code describes the other fields. ``file``, ``found`` and ``nearest``
    are unchanged text from the pack, so a shell must make them safe before it shows them.
    """

    code: ProblemCode
    file: str
    place: str = ""
    line: int = 0
    found: str = ""
    nearest: str = ""
    allowed: tuple[str, ...] = ()
    limit: int = 0

    @property
    def is_warning(self) -> bool:
        """Whether the pack can be used all the same."""
        return self.code in WARNINGS
