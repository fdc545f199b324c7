"""The sheets of a topic's workbook and their columns."""

from __future__ import annotations

COLUMNS_BY_SHEET: dict[str, tuple[str, ...]] = {
    "survey": (
        *("type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint", "number", "short"),
        *("kind", "appearance", "guidance", "references", "part", "people", "rows", "least_rows", "most_rows", "unit"),
        *("evidence_types", "evidence_max_mb", "evidence_max_files", "evidence_origin", "origin", "help_origin"),
    ),
    "choices": (
        *("list_name", "title", "name", "label", "descriptor", "score", "colour", "needs_action", "needs_reason"),
        *("needs_evidence", "needs_reason_or_file", "left_out", "asks", "moderated", "origin"),
    ),
    "settings": (
        *("form_title", "form_id", "version", "form_name", "year", "partnership", "partnership_short", "contact"),
        *("contact_email", "contact_telephone", "contact_note", "deadline", "return_to", "return_instructions"),
        *(
            "default_language",
            "evidence_types",
            "evidence_max_mb",
            "evidence_max_files",
            "evidence_origin",
            "total",
            "sign_off",
            "contact_origin",
            "return_origin",
            "origin",
        ),
    ),
    "introduction": ("name", "heading", "text", "origin"),
    "guidance": ("name", "title", "text", "origin"),
    "definitions": ("term", "meaning", "origin"),
    "sources": ("name", "title", "publisher", "year", "licence"),
    "frameworks": ("name", "title"),
    "links": ("name", "title", "address"),
    "action_plan": ("field", "label", "required", "origin"),
}
"""The columns of each sheet that the program reads, in the order in which it writes them."""

REQUIRED_COLUMNS = {
    "survey": ("type", "name", "label"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title", "form_id", "version", "year", "partnership", "contact"),
}
"""The columns that a sheet must have."""

DATE_COLUMNS = {"deadline", "constraint", "version"}
"""The columns in which a date cell is understood, or named as a problem of its own."""
NUMBER_COLUMNS = {"score", "least_rows", "most_rows", "evidence_max_mb", "evidence_max_files", "version"}
"""The columns of numbers, on whichever sheet."""
SENTENCE_COLUMNS = {
    *(("survey", "label"), ("settings", "form_title"), ("settings", "partnership"), ("settings", "contact")),
    *(("survey", "hint"), ("survey", "guidance_hint"), ("choices", "descriptor"), ("guidance", "title")),
    *(("introduction", "heading"), ("introduction", "text"), ("guidance", "text"), ("definitions", "meaning")),
}
"""Sheet and column of texts that are never a number alone."""
WORD_COLUMNS = SENTENCE_COLUMNS | {
    *(("survey", "hint"), ("survey", "name"), ("survey", "short"), ("survey", "number"), ("choices", "label")),
    *(("choices", "name"), ("settings", "year"), ("settings", "form_id")),
}
"""Sheet and column of texts in which TRUE or FALSE is what Excel made of a word."""

TRANSLATED_COLUMNS = (
    *("label", "hint", "short", "unit", "part", "people", "descriptor", "asks", "title", "heading", "text", "term"),
    *("meaning", "form_title", "form_name", "partnership", "partnership_short", "contact_note", "return_instructions"),
    *("sign_off", "guidance_hint"),
)
"""Columns with words that a topic can have in several languages."""

DESCRIPTOR_PREFIX = "descriptor:"
"""The start of the header of a column on survey with the meaning of one option for each question."""


def is_translated_column(column: str) -> bool:
    """Whether a topic can have the words of this column in several languages."""
    return column in TRANSLATED_COLUMNS or column.startswith(DESCRIPTOR_PREFIX)


IGNORED_COLUMNS = {
    *("default", "constraint_message", "required_message", "read_only", "readonly", "note", "style", "instance_name"),
    *(
        "allow_choice_duplicates",
        "repeat_count",
        "parameters",
        "auto_send",
        "auto_delete",
        "public_key",
        "submission_url",
    ),
}
"""Columns of XLSForm that change nothing here: a form that has them is still the same form."""

TECHNICAL_COLUMNS = {
    *("note", "style", "instance_name", "allow_choice_duplicates", "auto_send", "auto_delete", "public_key"),
    "submission_url",
}
"""Those of :data:`IGNORED_COLUMNS` with nothing for the person who answers."""

NOTE_SHEETS = {"about", "how to", "readme", "notes", "instructions"}
"""Sheets that are probably for people, and not one of the program's with a slip in its name."""
HELP_SHEETS = {"explained"}
"""Sheets that the program writes for authors, and does not read. Of any other sheet it says that it is not read."""


XLSFORM_SHEETS = {"external_choices", "entities", "osm"}
"""Sheets of XLSForm that a topic has no use for. The rows of survey that need them are refused one by one."""
