"""The type of XLSForm that an author means who writes the type of a question in words of their own."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, ...]] = {
    "text": (
        *("long text", "short text", "free text", "paragraph", "comment", "comments", "textarea", "words", "sentence"),
        *("people", "person", "name", "email", "telephone", "open", "open question"),
    ),
    "integer": ("number", "whole number", "count", "numeric", "amount", "year"),
    "decimal": ("percentage", "percent", "%", "money", "currency", "float"),
    "date": ("datetime", "day", "date/time", "date and time"),
    "file": ("upload", "attachment", "document", "evidence", "pdf", "file upload", "picture"),
    "select_one yes_no": ("yes/no", "yes no", "yes_no", "y/n", "yesno", "boolean", "true/false"),
    "select_one LIST": (
        *("choice", "single choice", "multiple choice", "dropdown", "drop-down", "drop down", "radio", "list", "scale"),
        *("rag", "rating", "judgement", "likert", "agency", "options", "select", "select_one"),
    ),
    "select_multiple LIST": ("checkbox", "checkboxes", "tick box", "tick boxes", "tickbox", "multi", "select_multiple"),
    "begin_group": ("section", "heading", "group", "begin section", "title", "part"),
    "end_group": ("end section", "section end", "end"),
    "begin_repeat": ("table", "begin table", "repeat", "grid", "matrix"),
    "end_repeat": ("end table", "table end"),
}
_MEANT = {word: meant for meant, words in _WORDS.items() for word in words}


def meant_type(found: str) -> str:
    """The type that ``found`` means; empty if that is unclear."""
    return _MEANT.get(" ".join(found.casefold().split()), "")
