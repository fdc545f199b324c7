"""What to write into each column of a topic's workbook, for the sheet that explains them."""

from __future__ import annotations

_ORIGIN = (
    "Only if the words come from another source than the rest: the name of the source and how they were taken, such as"
    " form quoted."
)

_PLAN_FIELD = "One of question, area, action, lead, job_role, resources, due, measure, progress, status."
_TYPE = (
    "text, integer, decimal, date, file, select_one LIST or select_multiple LIST, where LIST is a"
    " list of the sheet choices. begin_group and end_group make a section, begin_repeat and end_repeat a table."
)

SECOND_LANGUAGE = (
    "every sheet",
    "label::Cymraeg (cy)",
    "A second language: beside any column with words, a column of the same name, two colons, and the language.",
)
"""A row of the sheet that explains, because the columns of another language have no names of their own."""
EXPLANATIONS: dict[tuple[str, str], str] = {
    ("survey", "type"): _TYPE,
    ("survey", "name"): "A short name without spaces. It never changes: next year's answers are compared by it.",
    ("survey", "label"): "The question, as the agency reads it. For a section, its title.",
    ("survey", "hint"): "A few words under the question. For a section, the text under its title.",
    ("survey", "guidance_hint"): "Advice shown beside this one question.",
    ("survey", "required"): "yes or no. If it is empty, the question need not be answered.",
    (
        "survey",
        "relevant",
    ): "When to ask the question, such as ${works_with_children} = 'yes'. Join several by and, or by or.",
    ("survey", "constraint"): "Limits of a number or date, such as . >= 0 and . <= 100, or . <= today().",
    ("survey", "number"): "The form's own number, such as 1.4a. If all are empty, questions are counted.",
    ("survey", "short"): "The question's name in lists, at most 60 characters.",
    (
        "survey",
        "kind",
    ): "agency for the question that asks what kind of agency it is; people for the details of people.",
    ("survey", "appearance"): "multiline for a long text.",
    ("survey", "guidance"): "Names from the sheet guidance, separated by commas.",
    ("survey", "references"): "Standards that the question answers to, such as kcsie: Part two, 84; separated by ;",
    ("survey", "part"): "For a section: the larger part to which it belongs.",
    ("survey", "people"): "For kind people, one line for each person: short name | who it is | name, email.",
    ("survey", "rows"): "For a table with fixed rows: the list of the sheet choices that names them.",
    ("survey", "least_rows"): "For a table: how many rows must be filled in.",
    ("survey", "most_rows"): "For a table: how many rows there may be.",
    ("survey", "unit"): "The word after a number, such as staff.",
    ("survey", "evidence_types"): "Kinds of file this question takes, such as pdf, docx; if not those of settings.",
    ("survey", "evidence_max_mb"): "The largest size of a file in megabytes.",
    ("survey", "evidence_max_files"): "How many files there may be.",
    ("survey", "evidence_origin"): _ORIGIN,
    ("survey", "origin"): _ORIGIN,
    ("survey", "help_origin"): f"For the hint. {_ORIGIN}",
    ("survey", "descriptor:"): "What this option means for this question.",
    ("choices", "list_name"): "The name of the list, as in select_one LIST.",
    ("choices", "title"): "On the first row of a scale: its title.",
    ("choices", "name"): "A short code without spaces. It never changes.",
    ("choices", "label"): "The words that the agency chooses.",
    ("choices", "descriptor"): "What the option means. A list with this column, or one to its right, is a scale.",
    ("choices", "score"): "A whole number.",
    ("choices", "colour"): "Such as #1d6f42.",
    ("choices", "needs_action"): "yes if choosing it demands a line in the action plan.",
    ("choices", "needs_reason"): "yes if choosing it demands a reason.",
    ("choices", "needs_evidence"): "yes if choosing it demands a file.",
    ("choices", "needs_reason_or_file"): "yes if choosing it demands words or a file.",
    ("choices", "left_out"): "yes if the answer is left out of totals, as for Not applicable.",
    ("choices", "asks"): "The words above its reason, such as Give an example.",
    ("choices", "moderated"): "yes if the partnership puts its own score beside the agency's.",
    ("choices", "origin"): _ORIGIN,
    ("settings", "form_title"): "The title of the topic.",
    ("settings", "form_id"): "A short name without spaces. It never changes.",
    ("settings", "version"): "A whole number from 1. Add one with every change after the form has been handed out.",
    ("settings", "form_name"): "What the form is called on its cover, such as Section 175 self-assessment.",
    ("settings", "year"): "Such as 2026 or 2026/27.",
    ("settings", "partnership"): "The full name of the partnership.",
    ("settings", "partnership_short"): "Its short name.",
    ("settings", "contact"): "Who agencies can ask.",
    ("settings", "contact_email"): "Their e-mail address.",
    ("settings", "contact_telephone"): "Their telephone number.",
    ("settings", "contact_note"): "When they can be reached, or anything else.",
    ("settings", "deadline"): "The day by which returns are due.",
    ("settings", "return_to"): "The e-mail address to which returns are sent.",
    ("settings", "return_instructions"): "Anything else about sending.",
    ("settings", "default_language"): "Such as English (en).",
    (
        "settings",
        "evidence_types",
    ): "Kinds of file that may be attached, such as pdf, docx, jpg. If it is empty: no files.",
    ("settings", "evidence_max_mb"): "The largest size of a file in megabytes; 10 if it is empty.",
    ("settings", "evidence_max_files"): "How many files one question takes; 10 if it is empty.",
    ("settings", "evidence_origin"): _ORIGIN,
    ("settings", "contact_origin"): _ORIGIN,
    ("settings", "return_origin"): _ORIGIN,
    ("settings", "total"): "What is added up over each scale: none, count, sum or percent. Or list: sum; list: count.",
    (
        "settings",
        "sign_off",
    ): "Who completes the return. Then, each on a line of its own, one or two people who approve it. "
    "Headteacher: what they declare.",
    ("settings", "origin"): "The source of all words without an origin, and how they were taken: form quoted.",
    ("introduction", "name"): "A short name without spaces.",
    ("introduction", "heading"): "The heading.",
    ("introduction", "text"): "The text. A line that begins with a hyphen is a bullet, one with ## a heading.",
    ("introduction", "origin"): _ORIGIN,
    ("guidance", "name"): "A short name without spaces, for the column guidance on survey.",
    ("guidance", "title"): "Its title.",
    ("guidance", "text"): "The text. A line that begins with a hyphen is a bullet, one with ## a heading.",
    ("guidance", "origin"): "The sources it is based on, one on each line.",
    ("definitions", "term"): "A word that the form uses.",
    ("definitions", "meaning"): "What it means.",
    ("definitions", "origin"): _ORIGIN,
    ("sources", "name"): "A short name without spaces.",
    ("sources", "title"): "The title of the document.",
    ("sources", "publisher"): "Who published it.",
    ("sources", "year"): "When.",
    ("sources", "licence"): "Its licence, or: None stated.",
    ("frameworks", "name"): "A short name without spaces, for the column references on survey.",
    ("frameworks", "title"): "The title of the standards.",
    ("links", "name"): "A short name without spaces.",
    ("links", "title"): "What people find there who have nobody to ask, such as Family Hubs near you.",
    ("links", "address"): "The web address, with https:// in front; or mailto: and an e-mail address.",
    ("action_plan", "field"): _PLAN_FIELD,
    ("action_plan", "label"): "The heading of the column.",
    ("action_plan", "required"): "yes if it must be filled in. A plan needs action, lead and due.",
    ("action_plan", "origin"): _ORIGIN,
}
