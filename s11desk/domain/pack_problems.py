"""The problems of topic packs: a code for each kind of problem, and the facts that its sentence needs.

The sentences are in ``wording/pack_sentences.py``. The string under each code lists the fields that it sets besides
``code``, ``file``, ``place`` and ``line``; the other fields are empty.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ProblemCode(StrEnum):
    """Every kind of problem. Their order is the order of the stages: files, JSON, structure, then meaning."""

    TOPIC_FILE_MISSING = "topic-file-missing"
    """The pack holds no ``topic.json``."""
    FILE_UNEXPECTED = "file-unexpected"
    """``file`` does not belong in a pack. ``nearest``: the name that was perhaps meant."""
    FILE_NOT_PLAIN = "file-not-plain"
    """``file`` is a link, a folder or a device instead of an ordinary file."""
    FILE_REPEATED = "file-repeated"
    """The zip holds ``file`` twice."""
    FILE_TOO_LARGE = "file-too-large"
    """``limit`` in bytes."""
    FILES_TOO_MANY = "files-too-many"
    """``limit``: the number of files a pack may hold."""
    PACK_TOO_LARGE = "pack-too-large"
    """``limit`` in bytes, both for the zip itself and for all its files together."""
    ZIP_DAMAGED = "zip-damaged"
    """``file`` is the zip, or the file in it that cannot be read."""
    ZIP_ENCRYPTED = "zip-encrypted"
    """``file`` in the zip needs a password."""
    FILE_NOT_PACK = "file-not-pack"
    """``found``: what ``file`` is instead of a pack, with its article."""
    FILE_EMPTY = "file-empty"
    FILE_MISNAMED = "file-misnamed"
    """``file`` is perhaps the topic under another name. ``nearest``: the right one."""
    PACK_DEEPER = "pack-deeper"
    """``found``: the folder inside the pack in which the ``topic.json`` is."""
    WORKBOOK_MISPLACED = "workbook-misplaced"
    """``file`` is a workbook or a table inside a folder or zip."""
    WORKBOOK_LOCKED = "workbook-locked"
    """``file`` is locked with a password."""
    NOT_UTF8 = "not-utf8"
    """``found``: the encoding that it seems to have instead; empty if that is unclear."""

    JSON_COMMA_MISSING = "json-comma-missing"
    JSON_COMMA_TRAILING = "json-comma-trailing"
    JSON_CURLY_QUOTE = "json-curly-quote"
    """``found``: the quotation mark."""
    JSON_LINE_BREAK = "json-line-break"
    JSON_BACKSLASH = "json-backslash"
    JSON_UNFINISHED = "json-unfinished"
    JSON_EXTRA = "json-extra"
    JSON_SPACE = "json-space"
    JSON_COMMENT = "json-comment"
    JSON_SIGN = "json-sign"
    """``found``: the text from the wrong sign on."""
    JSON_NUMBER_WRITTEN = "json-number-written"
    """``found``: the text at the number."""
    JSON_QUOTE_INSIDE = "json-quote-inside"
    """``found``: the text after the quotation mark."""
    JSON_QUOTE_SINGLE = "json-quote-single"
    """``found``: the text from the quotation mark on."""
    JSON_WORD = "json-word"
    """``found``: the text from the word on."""
    JSON_SYNTAX = "json-syntax"
    """``found``: the text at that place."""
    JSON_TOO_DEEP = "json-too-deep"
    """``limit``: levels."""
    JSON_KEY_REPEATED = "json-key-repeated"
    """``found``: the key."""
    JSON_NUMBER_UNUSABLE = "json-number-unusable"
    """``found``: the number as it is written in the file."""
    FORMAT_TOO_NEW = "format-too-new"
    """``found``: the pack's format. ``limit``: the newest format that this program reads."""

    FORMAT_TOO_LOW = "format-too-low"
    """``found``: the key or kind that needs a later format. ``limit``: that format."""

    KEY_UNKNOWN = "key-unknown"
    """``found``: the key. ``nearest``; ``allowed``: the keys that are allowed there."""
    KEY_MISSING = "key-missing"
    """``found``: the key that is missing."""
    TYPE_WRONG = "type-wrong"
    """``found`` and ``allowed``: names of JSON types."""
    WORD_UNKNOWN = "word-unknown"
    """``found`` is none of ``allowed``; ``nearest``."""
    DATE_WRONG = "date-wrong"
    """``found``: the value that should be a date."""
    ID_WRONG = "id-wrong"
    """``found``: the id or code."""
    COLOUR_WRONG = "colour-wrong"
    """``found``: the colour."""
    OWN_NUMBER_WRONG = "own-number-wrong"
    """``found``: the form's own number of a question."""
    EMAIL_WRONG = "email-wrong"
    """``found``: the address."""
    TEXT_EMPTY = "text-empty"
    TEXT_TOO_LONG = "text-too-long"
    """``limit`` in characters."""
    NUMBER_TOO_SMALL = "number-too-small"
    """``found``; ``limit``: the smallest number allowed."""
    NUMBER_TOO_LARGE = "number-too-large"
    """``found``; ``limit``: the largest number allowed."""
    ENTRIES_TOO_FEW = "entries-too-few"
    """``found``: how many there are; ``limit``."""
    ENTRIES_TOO_MANY = "entries-too-many"
    """``found``: how many there are; ``limit``."""
    NOT_UNDERSTOOD = "not-understood"
    """The program cannot read something, and no other code describes it. ``found``: the decoder's own message."""

    CHARACTER_UNWANTED = "character-unwanted"
    """``found``: the character as U+XXXX."""
    LINE_BREAK_UNWANTED = "line-break-unwanted"
    MARKUP_UNKNOWN = "markup-unknown"
    """``found``: the sign at the start of a line that looks like formatting but has no effect here."""
    ORIGIN_MISSING = "origin-missing"
    """``found``: the missing key, which must give the origin of the text."""
    ID_REPEATED = "id-repeated"
    """``found``: the id or code, which occurs earlier in the same list."""
    ENTRY_REPEATED = "entry-repeated"
    """``found``: the entry, which occurs earlier in the same list."""
    LABEL_REPEATED = "label-repeated"
    """``found``: the label that two choices share."""
    SOURCE_UNKNOWN = "source-unknown"
    """``found``; ``nearest``; ``allowed``: the ids of the topic's sources."""
    SCALE_UNKNOWN = "scale-unknown"
    """``found``; ``nearest``; ``allowed``: the ids of the topic's scales."""
    CHOICES_UNKNOWN = "choices-unknown"
    """``found``; ``nearest``; ``allowed``: the ids of the topic's choice lists."""
    GUIDANCE_UNKNOWN = "guidance-unknown"
    """``found``; ``nearest``; ``allowed``: the ids of the topic's guidance."""
    GUIDANCE_UNUSED = "guidance-unused"
    """``found``: the id of guidance that no question shows."""
    GUIDANCE_FILE_MISSING = "guidance-file-missing"
    """``found``: the name of the file that is missing; ``nearest``: an unused one with a similar name."""
    GUIDANCE_FILE_UNUSED = "guidance-file-unused"
    """No entry of ``guidance`` uses ``file``; ``nearest``: the id of an entry without a file."""
    GUIDANCE_TWICE = "guidance-twice"
    """Both ``topic.json`` and ``found``, the guidance file, have a text."""
    SCALE_MISSING = "scale-missing"
    CHOICES_MISSING = "choices-missing"
    """``found``: the question's kind."""
    PEOPLE_MISSING = "people-missing"
    PROPERTY_UNFIT = "property-unfit"
    """``found``: the key; ``allowed``: the kinds of question it fits."""
    RANGE_EMPTY = "range-empty"
    """The smallest number allowed is above the largest one."""
    OTHER_TAKEN = "other-taken"
    """A choice has the code that the list needs for "other"."""
    FILE_TYPE_UNKNOWN = "file-type-unknown"
    """``found``; ``nearest``; ``allowed``: the types the program can check."""
    CERTIFICATE_UNUSABLE = "certificate-unusable"
    """``found``: the recipient's name."""
    COLUMN_MISSING = "column-missing"
    """``found``: the action-plan column that is missing."""
    SECTION_UNKNOWN = "section-unknown"
    """``found``; ``nearest``; ``allowed``: the ids of the topic's sections."""
    SECTION_UNUSED = "section-unused"
    """``found``: the id of a section without questions."""
    SECTION_SCATTERED = "section-scattered"
    """``found``: the section of a question that comes after a later section."""
    SECTION_LEFT_OUT = "section-left-out"
    """``found``: the id of a question without a section that comes after one with a section."""
    NUMBER_REPEATED = "number-repeated"
    """``found``: the number, which an earlier question has."""
    FRAMEWORK_UNKNOWN = "framework-unknown"
    """``found``; ``nearest``; ``allowed``: the ids of the topic's frameworks."""
    SCALE_NOT_YES_NO = "scale-not-yes-no"
    """``found``: a scale whose options are not yes and no."""
    OPTION_UNKNOWN = "option-unknown"
    """``found``; ``nearest``; ``allowed``: the codes of the scale's options."""
    PLAN_MISSING = "plan-missing"
    """``found``: the label of an option that demands an action."""
    COLUMNS_MISSING = "columns-missing"
    ROWS_FIXED = "rows-fixed"
    NOT_ABOVE_UNFIT = "not-above-unfit"
    """``found``: the question named, which is the same one or asks for no number."""
    RULE_EMPTY = "rule-empty"
    RULE_MIXED = "rule-mixed"
    RULE_NOT_NUMBER = "rule-not-number"
    """``found``: a question that asks for no number."""
    RULE_QUESTION_UNKNOWN = "rule-question-unknown"
    """``found``; ``nearest``; ``allowed``: the ids of the questions."""
    RULE_ON_ITSELF = "rule-on-itself"
    RULE_ON_LATER = "rule-on-later"
    """``found``: the later question."""
    RULE_CIRCULAR = "rule-circular"
    """``allowed``: the questions of the cycle, the first one again at the end."""
    RULE_WITHOUT_VALUES = "rule-without-values"
    """``found``: a question whose answer is typed, so no rule can be based on it."""
    RULE_VALUE_UNKNOWN = "rule-value-unknown"
    """``found``; ``nearest``; ``allowed``: the values the question has."""
    QUESTION_UNREACHABLE = "question-unreachable"
    """``found``: the question that would need two different answers at once."""
    QUESTION_UNREACHABLE_THROUGH = "question-unreachable-through"
    """``found``: the question that it depends on, which can never be asked."""
    EMAIL_DOUBTFUL = "email-doubtful"
    """``found``: an address with something around it."""
    ROLES_JOINED = "roles-joined"
    """``found``: a line of the cell that seems to name several people who sign."""
    DEADLINE_PAST = "deadline-past"
    """``found``: the deadline."""
    WORDING_REPEATED = "wording-repeated"
    """``found``: the id of the earlier question with the same words."""
    SPREADSHEET_RESIDUE = "spreadsheet-residue"
    """``found``: what a spreadsheet left in the text, such as ``#REF!`` or a formula."""
    PLACEHOLDER_LEFT = "placeholder-left"
    """``found``: words that somebody has still to replace, such as TBC."""
    TEXT_CUT_OFF = "text-cut-off"
    """``limit``: the number of characters at which the text seems to be cut off."""
    MARKUP_SHOWN = "markup-shown"
    """``found``: markup that would be shown as it is typed."""
    SCALE_UNUSED = "scale-unused"
    """``found``: the id of a scale that no question uses."""
    CHOICES_UNUSED = "choices-unused"
    """``found``: the id of a choice list that no question uses."""
    LIMIT_TINY = "limit-tiny"
    """``found``: the largest size of a file in bytes, which refuses nearly every file."""
    NOT_APPLICABLE_UNEXPLAINED = "not-applicable-unexplained"
    """``found``: the label of an option that needs no reason."""
    NOT_APPLICABLE_COUNTED = "not-applicable-counted"
    """``found``: the label of an option that is not left out of totals."""
    SCORES_DISORDERED = "scores-disordered"
    """``found``: the scores in the order of the options."""
    SCORES_REVERSED = "scores-reversed"
    """``found``: the label of a worse option with a higher score than the better one ``allowed``."""
    SCORE_REPEATED = "score-repeated"
    """``found``: the score that two options share."""
    COLOUR_MISLEADING = "colour-misleading"
    """``found``: the label whose colour says something else; ``allowed``: the colour it has."""
    AGENCY_TWICE = "agency-twice"
    """``found``: the id of the earlier question for the kind of agency."""
    GLYPH_MISSING = "glyph-missing"
    """``found``: the characters that paper shows as numbers."""
    TEXT_LONG = "text-long"
    """``found``: the number of characters; ``limit``: that up to which it reads well."""
    ALL_OPTIONAL = "all-optional"
    RULES_ALL_NEEDED = "rules-all-needed"
    """``found``: the number of conditions, all of which must hold."""
    ID_MOVED = "id-moved"
    """``found``: the id, which version ``limit`` gave to another question. ``allowed``: the id that the words had."""
    ID_REUSED = "id-reused"
    """``found``: the id, under which version ``limit`` asked another question."""
    SIGNATURE_PARTIAL = "signature-partial"
    """The pack is signed, but has guidance in files of their own, which the signature does not cover."""
    SIGNATURE_WRONG = "signature-wrong"
    """The signature does not belong to this topic.json, or cannot be read."""
    WORKBOOK_UNREADABLE = "workbook-unreadable"
    """``file`` is not an Excel workbook, is locked with a password, or is damaged."""
    WORKBOOK_TOO_LARGE = "workbook-too-large"
    """``limit``: the bytes that the file, all its parts or one part may have, unpacked."""
    SHEET_MISSING = "sheet-missing"
    """``found``: the name of the sheet."""
    SHEET_UNKNOWN = "sheet-unknown"
    """``found``: a sheet that is not read. ``nearest``; ``allowed``: the sheets that are."""
    ROWS_TOO_MANY = "rows-too-many"
    """``found``: a sheet with more rows than are read; ``limit``: how many that is."""
    SHEET_MISNAMED = "sheet-misnamed"
    """``found``: a sheet whose name is nearly that of one that is read. ``nearest``; ``allowed``: the sheets."""
    HEADER_MISSING = "header-missing"
    """``found``: the heading of the column."""
    HEADER_UNKNOWN = "header-unknown"
    """``found``: the heading of a column that is not read. ``nearest``; ``allowed``: those that are."""
    HEADER_EMPTY = "header-empty"
    """``found``: the first content of a column that has no heading."""
    HEADINGS_LOW = "headings-low"
    """``limit``: the row with the headings, above which something else stands."""
    HEADER_REPEATED = "header-repeated"
    """``found``: the heading that two columns share."""
    LANGUAGE_LEFT_OUT = "language-left-out"
    """``found``: the heading of a column that is ignored; ``allowed``: the one that is read instead."""
    CELL_FORMULA = "cell-formula"
    """``found``: the formula."""
    CELL_ERROR = "cell-error"
    """``found``: Excel's error value."""
    MEGABYTES_WRONG = "megabytes-wrong"
    """``found``: the content that should be a number of megabytes."""
    CELL_DATE = "cell-date"
    """``found``: the date that Excel made of what was typed."""
    CELL_BOOLEAN = "cell-boolean"
    """``found``: yes or no, where Excel made TRUE or FALSE of a word."""
    CELL_UNUSED = "cell-unused"
    """``found``: the content of a cell that has no meaning on this row."""
    NUMBER_WRONG = "number-wrong"
    """``found``: the content that should be a number."""
    TYPE_UNSUPPORTED = "type-unsupported"
    """``found``: a type of question that a topic cannot have."""
    EXPRESSION_WRONG = "expression-wrong"
    """``found``: the part of an expression that the program cannot understand, or a topic cannot express."""
    EXPRESSION_CURLY = "expression-curly"
    """``found``: the curly quotation mark."""
    GROUP_OPEN = "group-open"
    """``found``: the group or repeat that has no end, or the end that has no beginning."""
    GROUP_DEEP = "group-deep"
    """``found``: the group that is nested too deep."""
    PERSON_WRONG = "person-wrong"
    """``found``: a line that should name a person."""
    REFERENCE_WRONG = "reference-wrong"
    """``found``: a reference without its framework."""
    ORIGIN_WRONG = "origin-wrong"
    """``found``: an origin that is not ``source how``."""
    SHEET_HIDDEN = "sheet-hidden"
    """``found``: a hidden sheet that is read."""
    SHEET_REPEATED = "sheet-repeated"
    """``found``: the name of two sheets, of which only the first is read."""
    ROW_HIDDEN = "row-hidden"
    ROW_FILTERED = "row-filtered"
    COLUMN_HIDDEN = "column-hidden"
    """``found``: the heading of a hidden column that is read."""
    CELLS_MERGED = "cells-merged"
    """``found``: the cells as Excel writes them, such as A2:A5."""
    CELLS_JOINED = "cells-joined"
    """``found``: the cells of one row that are merged."""
    TEXT_STRUCK = "text-struck"
    COMMENT_UNREAD = "comment-unread"
    """``found``: the text of the comment."""
    BOX_UNREAD = "box-unread"
    """``found``: the text in a text box."""
    PICTURE_UNREAD = "picture-unread"
    ROW_FAR = "row-far"
    COLUMN_FAR = "column-far"
    """``limit``: the number of columns that are read."""
    WORKBOOK_NO_TOPIC = "workbook-no-topic"
    """``allowed``: the names of its sheets, none of which a topic has."""
    WORKBOOK_OPEN = "workbook-open"
    """The file is the one that Excel makes while a workbook is open."""
    ANSWERS_NOT_PACK = "answers-not-pack"
    """The file has answers that were collected with ODK or Kobo."""
    PROBLEMS_MORE = "problems-more"
    """There are more problems; only the first ``limit`` are listed."""


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
        ProblemCode.DEADLINE_PAST,
        ProblemCode.WORDING_REPEATED,
        ProblemCode.SPREADSHEET_RESIDUE,
        ProblemCode.PLACEHOLDER_LEFT,
        ProblemCode.TEXT_CUT_OFF,
        ProblemCode.MARKUP_SHOWN,
        ProblemCode.SCALE_UNUSED,
        ProblemCode.CHOICES_UNUSED,
        ProblemCode.LIMIT_TINY,
        ProblemCode.NOT_APPLICABLE_UNEXPLAINED,
        ProblemCode.NOT_APPLICABLE_COUNTED,
        ProblemCode.SCORES_DISORDERED,
        ProblemCode.SCORE_REPEATED,
        ProblemCode.SCORES_REVERSED,
        ProblemCode.EMAIL_DOUBTFUL,
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
