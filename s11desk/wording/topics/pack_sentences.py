"""A sentence for every problem in a topic pack: the mistake and its remedy."""

from __future__ import annotations

import datetime as dt

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.wording.dates import parse_day
from s11desk.wording.plain_text import every_character

_MAX_VALUE_LENGTH = 80
"""The number of characters of a name or value from a pack that a sentence shows."""
_EXAMPLE_DATE = "2026-03-31"
"""The example in a sentence about a date that we cannot read."""
_MAX_NAMES = 20
"""The number of names that a sentence lists."""

_TYPES = {
    "object": "an object { }",
    "array": "a list [ ]",
    "string": "text in quotation marks",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "null": "null",
}

PROBLEM_SENTENCES: dict[ProblemCode, str] = {
    ProblemCode.TOPIC_FILE_MISSING: "The pack has no topic.json. Put it at the top of the folder or zip.",
    ProblemCode.FILE_UNEXPECTED: "This file has no place in a pack. A pack holds topic.json and guidance/NAME.md, where"
    " NAME is lower-case letters, digits and hyphens. Rename or remove the file.",
    ProblemCode.FILE_NOT_PLAIN: "This is a link or a folder. Put the file itself in its place.",
    ProblemCode.FILE_REPEATED: "The zip holds this file twice. Make the zip again.",
    ProblemCode.FILE_TOO_LARGE: "This file is larger than {limit:,} bytes. Shorten it.",
    ProblemCode.FILES_TOO_MANY: "The pack holds more than {limit:,} files. Remove those that do not belong to it.",
    ProblemCode.PACK_TOO_LARGE: "The pack is larger than {limit:,} bytes. Remove what does not belong to it.",
    ProblemCode.ZIP_DAMAGED: "This cannot be read: the zip is damaged or made in an unusual way. Make it again, or use"
    " the folder instead.",
    ProblemCode.ZIP_ENCRYPTED: "This file is locked with a password. Make the zip without a password.",
    ProblemCode.FILE_NOT_PACK: "This is {found}, not a topic pack. If your topic is in it, save it as “Excel Workbook"
    " (.xlsx)” and open that. Otherwise choose the folder or zip with topic.json.",
    ProblemCode.SHEET_HIDDEN: "The sheet “{found}” is hidden, but is still read. Right-click on the name of a sheet"
    " and choose Unhide. Delete it if it should not be in the topic.",
    ProblemCode.SHEET_REPEATED: "Two sheets have the name “{found}”, apart from spaces or capitals. Only the first is read."
    " Put both into one, or give this one another name.",
    ProblemCode.ROW_HIDDEN: "This is hidden, but is still read. Mark the rows around it and choose Unhide, or open the"
    " group. Delete the row if it should not be in the topic.",
    ProblemCode.ROW_FILTERED: "A filter hides this, but it is still read. Choose Data, Clear to see it. Delete the row"
    " if it should not be in the topic.",
    ProblemCode.COLUMN_HIDDEN: "The column “{found}” is hidden, but is still read. Mark the columns around it and"
    " choose Unhide. Delete it if it should not be in the topic.",
    ProblemCode.CELLS_MERGED: "The cells {found} are merged, so only the first of them has something in it. Choose"
    " Merge & Center to separate them, and write into each cell what belongs there.",
    ProblemCode.CELLS_JOINED: "The cells {found} are merged. Only the first column has what is in them. Separate them with"
    " Merge & Center, if it belongs to another column too.",
    ProblemCode.TEXT_STRUCK: "Text in this cell is crossed out, but is still read. Delete it, or take the line through"
    " it away.",
    ProblemCode.COMMENT_UNREAD: "There is a comment on this cell: “{found}”. No agency sees it. Put what they need into"
    " the hint or the guidance, and delete the comment.",
    ProblemCode.BOX_UNREAD: "There is a text box on this sheet: “{found}”. It is not read. Write its text into a cell.",
    ProblemCode.PICTURE_UNREAD: "There is a picture or chart on this sheet. It is not read, so no agency sees it. Write in words"
    " what they need to know.",
    ProblemCode.ROW_FAR: "There is something in this row, far below the others, and it is not read. Move it up below the"
    " other rows, or delete it.",
    ProblemCode.COLUMN_FAR: "There is something in this column, and only the first {limit:,} columns are read. Move it to"
    " the left, or delete it.",
    ProblemCode.NUMBER_IN_WORDING: "The question begins with the number “{found}”, so an agency reads two numbers. Put it"
    " into the question's “number” instead.",
    ProblemCode.TEXT_WORDLESS: "“{found}” has no words in it. Write the question.",
    ProblemCode.HELP_REPEATS: "The hint has the same words as the question. Write what helps to answer it, or leave it out.",
    ProblemCode.LIST_SHORT: "The list “{found}” has one choice only. Add the others.",
    ProblemCode.LIST_SCATTERED: "The list “{found}” begins again here, below another list. Put its rows together, or give"
    " this one another name.",
    ProblemCode.LIST_UNNAMED: "“{found}” belongs to no list, so nobody can choose it. Write the list's name into list_name on"
    " every row.",
    ProblemCode.ASKS_UNUSED: "“{found}” is never asked, because this option needs no reason and no file. Set needs_reason, or"
    " remove it.",
    ProblemCode.YEAR_DOUBTFUL: "The year “{found}” is long past, or is not a year. Write it as 2027 or 2026/27.",
    ProblemCode.DEADLINE_FAR: "The deadline {found} is many years ahead. Check the year.",
    ProblemCode.ZERO_LOST: "Excel has made a number of the telephone number “{found}”, so a zero at its start is lost. Format"
    " the cell as Text and type it again.",
    ProblemCode.WORKBOOK_NO_TOPIC: "There is no topic in this workbook: it has no sheet “survey”. Its sheets are:"
    " {allowed}. To make a topic, begin with an empty workbook (File, For partnerships, Topics). Put your questions"
    " into it.",
    ProblemCode.WORKBOOK_OPEN: "Excel makes this file while a workbook is open. Choose the file without ~$ at the start of"
    " its name.",
    ProblemCode.ANSWERS_NOT_PACK: "These are answers that were collected with ODK or Kobo. There are no questions in"
    " it. To take them in, choose File, For partnerships, Topics, “Take in answers from ODK or Kobo…”.",
    ProblemCode.FILE_EMPTY: "There is nothing in it. Choose the file again, or ask the person who sent it.",
    ProblemCode.FILE_MISNAMED: "This is perhaps the topic under another name. Windows hides the endings of names: choose"
    " View, “File name extensions” in the Explorer, and rename it.",
    ProblemCode.PACK_DEEPER: "The pack is further down, in the folder “{found}”. Choose that folder, or make the zip of it.",
    ProblemCode.WORKBOOK_MISPLACED: "A workbook or table does not belong inside a folder or zip. Choose the workbook"
    " itself, saved as “Excel Workbook (.xlsx)”, or remove it from the pack.",
    ProblemCode.WORKBOOK_LOCKED: "The workbook is locked with a password. Open it in Excel. Remove the password "
    "under File, Info, Protect Workbook. Then save it.",
    ProblemCode.NOT_UTF8: "This file is not saved as UTF-8{seems}. Save it again and choose UTF-8 as the encoding.",
    ProblemCode.JSON_COMMA_MISSING: "A comma is missing before “{found}”, or a quotation mark inside a text has no"
    " backslash before it.",
    ProblemCode.JSON_COMMA_TRAILING: "There is a comma after the last entry. Remove it.",
    ProblemCode.JSON_CURLY_QUOTE: 'There are curly quotation marks where straight ones (") belong. Type them again in a'
    " plain text editor.",
    ProblemCode.JSON_LINE_BREAK: "A text holds a line break or tab. Write \\n where a new line is to begin.",
    ProblemCode.JSON_BACKSLASH: "There is a backslash before a character it cannot go with. Write \\\\ for a backslash.",
    ProblemCode.JSON_UNFINISHED: "Something that is begun here does not end: a quotation mark or closing bracket is"
    " missing.",
    ProblemCode.JSON_EXTRA: "There is something after the end: “{found}”. Remove it, or a bracket too many before it.",
    ProblemCode.JSON_SPACE: "There is a space here that is not an ordinary one, or an invisible character. Type the space"
    " again.",
    ProblemCode.JSON_COMMENT: "A note to yourself begins here: “{found}”. JSON has none. Remove it.",
    ProblemCode.JSON_SIGN: "“{found}” begins with the wrong sign. Write : between a key and its value, and a comma between"
    " two entries.",
    ProblemCode.JSON_NUMBER_WRITTEN: "The number at “{found}” is written in a way that JSON does not know. Write it as 75 or"
    " 1.5, without %, comma or zeros before it.",
    ProblemCode.JSON_QUOTE_INSIDE: 'A quotation mark is inside a text, before “{found}”. Write \\" for it.',
    ProblemCode.JSON_QUOTE_SINGLE: 'There are single quotation marks where double ones (") belong, at “{found}”.',
    ProblemCode.JSON_WORD: "“{found}” has no quotation marks. Write true, false or null in small letters, and put"
    " any other word into quotation marks.",
    ProblemCode.JSON_SYNTAX: "“{found}” is not allowed here. Look for a missing quotation mark, colon or bracket.",
    ProblemCode.JSON_TOO_DEEP: "Lists and objects are nested deeper than {limit} levels. No pack needs that.",
    ProblemCode.JSON_KEY_REPEATED: "“{found}” appears twice in the same object. Keep one of them.",
    ProblemCode.JSON_NUMBER_UNUSABLE: "“{found}” is not a number that can be used. Write an ordinary one.",
    ProblemCode.FORMAT_TOO_NEW: "The pack has format {found}. This version of s11desk reads up to format {limit}."
    " Install a newer version.",
    ProblemCode.FORMAT_TOO_LOW: "“{found}” needs format {limit}. Write {limit} as the format at the top of the pack.",
    ProblemCode.KEY_UNKNOWN: "There is no “{found}” here. Correct its spelling or remove it.",
    ProblemCode.KEY_MISSING: "“{found}” is missing. Add it.",
    ProblemCode.TYPE_WRONG: "This is {found_type}. It must be {allowed_type}.",
    ProblemCode.WORD_UNKNOWN: "“{found}” is not allowed here. Use one of: {allowed}.",
    ProblemCode.DATE_WRONG: "“{found}” is not a date in the form needed. Write the year, month and day, as in {date}.",
    ProblemCode.ID_WRONG: "“{found}” cannot be an id or code. Use up to 41 letters, digits, “-” and “_”, and no "
    "spaces. Begin with a letter or digit. A pack of format 1 has no capitals and no underscores.",
    ProblemCode.COLOUR_WRONG: "“{found}” is not a colour. Write it as # and six digits or letters a to f, such as"
    " #1d6f42.",
    ProblemCode.OWN_NUMBER_WRONG: "“{found}” cannot be a question's number. Use up to 12 letters, digits, full stops,"
    " hyphens, slashes and brackets, such as 1.4a.",
    ProblemCode.EMAIL_WRONG: "“{found}” is not an e-mail address. Correct it, or leave it empty.",
    ProblemCode.LINK_WRONG: "“{found}” cannot be the address of a link. Begin it with https://, http:// or mailto: and use"
    " plain letters only, without a password or spaces.",
    ProblemCode.LINK_TITLE_WRONG: "“{found}” cannot be the title of a link. Say in plain words what people find there,"
    " without signs such as < or [, and without an address that is not the link's own.",
    ProblemCode.TEXT_EMPTY: "This text is empty. Write it, or remove what it belongs to.",
    ProblemCode.TEXT_TOO_LONG: "This text is longer than {limit:,} characters. Shorten or divide it.",
    ProblemCode.NUMBER_TOO_SMALL: "{found} is too small. The smallest number allowed is {limit:,}.",
    ProblemCode.NUMBER_TOO_LARGE: "{found} is too large. The largest number allowed is {limit:,}.",
    ProblemCode.ENTRIES_TOO_FEW: "This list has {found} entries. It needs at least {limit:,}.",
    ProblemCode.ENTRIES_TOO_MANY: "This list has {found} entries. It may have at most {limit:,}.",
    ProblemCode.NOT_UNDERSTOOD: "The program cannot read this pack: {found}",
    ProblemCode.CHARACTER_UNWANTED: "The text holds the character {found}, which is invisible, changes the order of"
    " what is read, or cannot be printed. Remove it, or type the text again.",
    ProblemCode.LINE_BREAK_UNWANTED: "This must be a single line. Remove the line break.",
    ProblemCode.MARKUP_UNKNOWN: "A line begins with “{found}”, which would be shown as it is. Begin a bullet with"
    " a hyphen and a space, and a heading with ## and a space.",
    ProblemCode.ORIGIN_MISSING: "It is not said where this text comes from. Add “{found}” with source and how.",
    ProblemCode.ID_REPEATED: "“{found}” is already used earlier in this list. Give each entry its own.",
    ProblemCode.ENTRY_REPEATED: "“{found}” appears twice in this list. Keep one of them.",
    ProblemCode.LABEL_REPEATED: "Two choices are both labelled “{found}”, so nobody can tell them apart. Reword one.",
    ProblemCode.LABEL_ALIKE: "“{found}” looks like an earlier label of the same list, so people cannot tell the two apart."
    " Reword one.",
    ProblemCode.SOURCE_UNKNOWN: "There is no source “{found}”. Add it to sources, or use one that is there.",
    ProblemCode.SCALE_UNKNOWN: "There is no scale “{found}”. Add one with this name, or use one that is there.",
    ProblemCode.CHOICES_UNKNOWN: "There is no choice list “{found}”. Add one with this name, or use one that is there.",
    ProblemCode.GUIDANCE_UNKNOWN: "There is no guidance “{found}”. Add it to guidance, or use one that is there.",
    ProblemCode.GUIDANCE_UNUSED: "No question shows the guidance “{found}”. Name it in the guidance of a question, or"
    " remove it.",
    ProblemCode.GUIDANCE_FILE_MISSING: "The text of this guidance is missing. Write it into the file {found}.",
    ProblemCode.GUIDANCE_FILE_UNUSED: "No entry of guidance in topic.json has the id “{found}”. Add one, or remove the"
    " file.",
    ProblemCode.GUIDANCE_NAME_RESERVED: "Windows cannot open a file with the name {found}. Give this guidance another id.",
    ProblemCode.GUIDANCE_TWICE: "The text of this guidance is here and also in {found}. Keep one of them.",
    ProblemCode.SCALE_MISSING: "A judgement needs a scale. Add “scale” with the id of one.",
    ProblemCode.CHOICES_MISSING: "A question of the kind {found} needs choices. Add “choices” with the id of a list.",
    ProblemCode.PEOPLE_MISSING: "A question for people's details must say who it asks for. Add “people”.",
    ProblemCode.PROPERTY_UNFIT: "“{found}” has no meaning for a question of this kind. It goes with: {allowed}.",
    ProblemCode.RANGE_EMPTY: "The minimum is above the maximum, so no number fits. Correct one of them.",
    ProblemCode.OTHER_TAKEN: "The code “other” is kept for answers that are not on the list. Give this choice another"
    " code, or remove “other” from the list.",
    ProblemCode.FILE_TYPE_UNKNOWN: "Files of the type “{found}” cannot be checked. Use some of: {allowed}; in lower"
    " case, without a dot.",
    ProblemCode.CERTIFICATE_UNUSABLE: "Nothing can be encrypted to the certificate of “{found}”. It must be one certificate as PEM text, with a P-256 or RSA key (2048 bits or more) meant for encryption.",
    ProblemCode.COLUMN_MISSING: "The action plan has no column “{found}”. A plan needs what is done, who leads, and by"
    " when.",
    ProblemCode.SECTION_UNKNOWN: "There is no section “{found}”. Add one with this name, or use one that is there.",
    ProblemCode.SECTION_UNUSED: "No question is in the section “{found}”. Name it in the section of a question, or"
    " remove it.",
    ProblemCode.SECTION_SCATTERED: "This question of the section “{found}” comes after a later section. Put the"
    " questions of a section together, and the sections in the order of their list.",
    ProblemCode.SECTION_LEFT_OUT: "The question “{found}” has no section, but comes after a question that has one. Give"
    " it a section, or put it before the first section.",
    ProblemCode.NUMBER_REPEATED: "The number “{found}” is already used by an earlier question. Give this one its own."
    " Excel makes 1.1 of 1.10: type an apostrophe before it, as in '1.10.",
    ProblemCode.FRAMEWORK_UNKNOWN: "There is no framework “{found}”. Add it to frameworks, or use one that is there.",
    ProblemCode.SCALE_NOT_YES_NO: "A yes/no question needs a scale with the two codes yes and no; “{found}” has others.",
    ProblemCode.OPTION_UNKNOWN: "The scale has no option “{found}”. Its options are: {allowed}.",
    ProblemCode.PLAN_MISSING: "“{found}” demands an action, but the pack has no action plan. Add “action_plan”, or"
    " remove this.",
    ProblemCode.COLUMNS_MISSING: "A table needs columns. Add “columns”.",
    ProblemCode.ROWS_FIXED: "A table with fixed rows has exactly these. Remove least_rows and most_rows, or the rows.",
    ProblemCode.NOT_ABOVE_UNFIT: "“{found}” cannot be the limit. Use another question that asks for a number.",
    ProblemCode.RULE_EMPTY: "The condition does not say which answer it waits for. Add any_of, none_of, at_least or"
    " at_most.",
    ProblemCode.RULE_MIXED: "A condition with “any” can hold nothing else. Put the rest into a condition of its own.",
    ProblemCode.RULE_NOT_NUMBER: "The answer to “{found}” is not a number, so it cannot be at least or at most something.",
    ProblemCode.RULE_QUESTION_UNKNOWN: "There is no question “{found}”. Use a question that comes earlier.",
    ProblemCode.RULE_ON_ITSELF: "The question waits for its own answer. Use a question that comes earlier.",
    ProblemCode.RULE_ON_LATER: "The question “{found}” comes later, so its answer is not known yet. Move one of the two"
    " questions.",
    ProblemCode.RULE_CIRCULAR: "These questions wait for each other: {circle}. Remove one of the conditions.",
    ProblemCode.RULE_WITHOUT_VALUES: "The answer to “{found}” is typed or attached, so no condition can name it. Use a"
    " question with fixed answers.",
    ProblemCode.RULE_VALUE_UNKNOWN: "“{found}” is not an answer to that question. Its answers are: {allowed}.",
    ProblemCode.QUESTION_UNREACHABLE: "This can never be asked: “{found}” would need two answers at once. Remove a"
    " condition, or allow an answer in common.",
    ProblemCode.QUESTION_UNREACHABLE_THROUGH: "This can never be asked, because “{found}” can never be asked.",
    ProblemCode.DEADLINE_PAST: "The deadline {found} is past. Correct it, if this form is still to be answered.",
    ProblemCode.WORDING_REPEATED: "The question “{found}” has the same words. Reword one, or remove it.",
    ProblemCode.SPREADSHEET_RESIDUE: "A spreadsheet left “{found}” in the text. Type the text itself.",
    ProblemCode.PLACEHOLDER_LEFT: "“{found}” looks like something still to be filled in.",
    ProblemCode.TEXT_CUT_OFF: "The text ends after {limit} characters, in the middle of a sentence. It may have been cut"
    " off when it was copied.",
    ProblemCode.MARKUP_SHOWN: "“{found}” will be shown as it is typed. Remove it.",
    ProblemCode.SCALE_UNUSED: "No question uses the scale “{found}”. Remove it, or name it in a question.",
    ProblemCode.CHOICES_UNUSED: "No question uses the list “{found}”. Remove it, or name it in a question.",
    ProblemCode.LIMIT_TINY: "Files may have at most {found} bytes, which refuses nearly every file. 10 MB is 10000000.",
    ProblemCode.NOT_APPLICABLE_UNEXPLAINED: "“{found}” needs no reason, so an agency can leave any question out without a"
    " word. Set needs_reason.",
    ProblemCode.NOT_APPLICABLE_COUNTED: "“{found}” counts in totals. Set left_out_of_totals (left_out in a workbook).",
    ProblemCode.SCORES_DISORDERED: "The scores go up and down in the order of the options: {found}. Check each.",
    ProblemCode.SCORES_REVERSED: "“{found}” has a higher score than “{allowed}”, which is better. Check which end of the"
    " scale is best.",
    ProblemCode.EMAIL_DOUBTFUL: "“{found}” is more than an e-mail address. Write only the address, such as"
    " office@partnership.example.",
    ProblemCode.EMAIL_LETTERS: "The address “{found}” has letters that no such address has, though they may look alike:"
    " {allowed}. Type it again, letter by letter.",
    ProblemCode.FILE_IMPOSSIBLE: "“{found}” demands a file, and none can be attached to the question “{allowed}”, so nobody can"
    " complete it. Say which files it takes (evidence; evidence_types in a workbook).",
    ProblemCode.TOTAL_EMPTY: "The total is to be the {found} of the scores, and no option has a score. Write the scores, or"
    " take count or none.",
    ProblemCode.SCORE_MISSING: "“{found}” has no score, and other options have one, so it counts as 0. Write its score, or"
    " set left_out_of_totals (left_out in a workbook).",
    ProblemCode.RULE_ALWAYS: "One of these conditions is true for every answer to “{found}”. Join them by and, if you "
    "want neither of the two answers.",
    ProblemCode.ROLES_JOINED: "“{found}” seems to name several people. Write each on a line of its own in the cell"
    " (Alt and Enter in Excel).",
    ProblemCode.SCORE_REPEATED: "Two options have the score {found}. Check both.",
    ProblemCode.COLOUR_MISLEADING: "“{found}” is shown in {allowed}. Check its colour.",
    ProblemCode.AGENCY_TWICE: "The question “{found}” already asks what kind of agency it is. Keep one of them.",
    ProblemCode.GLYPH_MISSING: "Paper shows these characters as numbers: {found}. The window shows them.",
    ProblemCode.TEXT_LONG: "This is {found} characters long. That is too long for most people: keep to {limit}, and "
    "put the rest into help or guidance.",
    ProblemCode.ALL_OPTIONAL: "No question has to be answered, so an empty form counts as complete. Make one required.",
    ProblemCode.RULES_ALL_NEEDED: "This is asked only if all {found} conditions hold. If one of them is enough, join them"
    " by “any” (by or in a workbook).",
    ProblemCode.ID_MOVED: "The id “{found}” belonged to another question in version {limit}, which is here. These words"
    " had the id “{allowed}”. Give it back, so that answers are not compared with the wrong question.",
    ProblemCode.ID_REUSED: "Under the id “{found}”, version {limit}, which is here, asked something else. If this is a "
    "new question, give it a new id. If only its words are new, leave the id.",
    ProblemCode.SIGNATURE_PARTIAL: "The pack is signed, but its guidance lies in files that the signature does not cover."
    " Sign it again with “s11desk topics sign”.",
    ProblemCode.SIGNATURE_WRONG: "The signature does not fit the topic: somebody has changed one of them since it was"
    " signed. Ask the partnership for the pack again.",
    ProblemCode.WORKBOOK_UNREADABLE: "This Excel workbook cannot be read. If it opens in Excel, save it as “Excel "
    "Workbook (.xlsx)” without a password.",
    ProblemCode.WORKBOOK_TOO_LARGE: "This workbook is too large to read: it has too many sheets, or more than {limit:,}"
    " bytes of text, colours or formats. Copy what you wrote into a new workbook, without formats.",
    ProblemCode.SHEET_MISSING: "The sheet “{found}” is missing. Add it, or begin with the empty template.",
    ProblemCode.SHEET_EMPTY: "The sheet “{found}” has nothing below its headings. Write there what it should have.",
    ProblemCode.SHEET_UNKNOWN: "The sheet “{found}” is not read. Rename it to one of: {allowed}; or leave it, if it is"
    " only for you.",
    ProblemCode.ROWS_TOO_MANY: "The sheet “{found}” has more than {limit:,} rows. Remove the rows that do not belong to it.",
    ProblemCode.SHEET_MISNAMED: "The sheet “{found}” is not read. Correct its name.",
    ProblemCode.HEADER_MISSING: "The column “{found}” is missing. Add it to the row of headings.",
    ProblemCode.HEADER_UNKNOWN: "The column “{found}” is not read. Use one of these headings, or remove the column:"
    " {allowed}.",
    ProblemCode.HEADER_EMPTY: "This column has no heading, so “{found}” is not read. Write a heading above it, or remove"
    " the column.",
    ProblemCode.HEADINGS_LOW: "The headings are in row {limit}. Delete the rows above them, so that they are in row 1.",
    ProblemCode.HEADER_REPEATED: "Two columns have the heading “{found}”. Keep one of them.",
    ProblemCode.LANGUAGE_LEFT_OUT: "The column “{found}” is not taken, because “{allowed}” is. To take another language, name it in"
    " default_language on settings.",
    ProblemCode.LANGUAGE_WRONG: "“{found}” is not the short name of a language. Write cy for Welsh, en-GB for English.",
    ProblemCode.TRANSLATION_UNKNOWN: "The form has no text at “{found}”, so this translation is never shown. Correct its"
    " place, or remove it.",
    ProblemCode.TRANSLATION_REPEATED: "“{found}” is translated twice. Keep one of them.",
    ProblemCode.TRANSLATION_ALONE: "“{found}” translates a cell that is empty. Write the text in the form's own language"
    " too, or remove this one.",
    ProblemCode.TRANSLATION_LINES: "This cell translates one with {limit} lines, and has another number of them. Write one"
    " line for each, in the same order.",
    ProblemCode.TRANSLATION_MISSING: "“{found}” is not translated into {allowed}. People who choose that language see"
    " it as it is here. Translate it if they should not.",
    ProblemCode.CELL_FORMULA: "There is a formula: {found}. Type the text itself.",
    ProblemCode.CELL_ERROR: "Excel shows an error here: {found}. Type the text itself.",
    ProblemCode.MEGABYTES_WRONG: "“{found}” is not a size in megabytes. Write only a number up to 100, such as 10.",
    ProblemCode.CELL_DATE: "Excel has made a date or a time, {found}, of what was typed. Format the cell as Text and type"
    " it again.",
    ProblemCode.CELL_BOOLEAN: "Excel has made TRUE or FALSE of what was typed. Format the cell as Text and type it again.",
    ProblemCode.CELL_SHOWN_OTHERWISE: "Excel holds the number {found} here, and shows it in another way, such as 75% for"
    " 0.75. Format the cell as Text and type again what should be read.",
    ProblemCode.COLUMN_IGNORED: "The column “{found}” has no place in a topic, so what is in it is left out. Remove it, or"
    " write what agencies need into the hint.",
    ProblemCode.COLOUR_FILLED: "The cell for the colour of “{found}” is coloured, but has nothing in it, so the option has"
    " no colour. Write it as # and six digits or letters a to f, such as #1d6f42.",
    ProblemCode.LIMIT_WITHOUT_TYPES: "“{found}” has no effect, because evidence_types is empty on this row. Write the kinds"
    " of file there too, such as pdf, docx; or remove this.",
    ProblemCode.SETTINGS_DOWN: "The settings are written below each other. Write the headings side by side into row 1, and"
    " what belongs to each of them into row 2. In Excel: copy all, then Paste Special, Transpose.",
    ProblemCode.END_MISNAMED: "Here ends “{allowed}”, but the row has the name “{found}”. Check that each section and table"
    " ends where it should.",
    ProblemCode.SCALE_UNFIT: "The list “{found}” is a scale, because of what is in {allowed}. A scale goes with select_one"
    " only, not into a table, and not with the kind agency. Use another list, or empty such cells for this one.",
    ProblemCode.OTHER_UNFIT: "“{found}” is a scale, and a scale takes no other answers. Remove or_other, or add an option.",
    ProblemCode.CELL_UNUSED: "“{found}” has no effect on a row of this type. Remove it, or move it to the right row.",
    ProblemCode.NUMBER_WRONG: "“{found}” is not a number that can be used here. Write a whole number in figures, such as"
    " 3, without a sign or a word.",
    ProblemCode.TYPE_UNSUPPORTED: "A topic cannot have a question of the type “{found}”. Use one of: {allowed}.",
    ProblemCode.EXPRESSION_WRONG: "“{found}” cannot be used here. Write a condition as ${{name}} = 'code', joined by"
    " and, or by or; a limit as . >= 0 and . <= 100.",
    ProblemCode.EXPRESSION_BOUND: "“{found}” cannot be used with a number that has decimals. Write >= or <=, or make"
    " the question an integer.",
    ProblemCode.EXPRESSION_CURLY: "There is a curly quotation mark, {found}. Type straight ones: '",
    ProblemCode.GROUP_OPEN: "“{found}” has no partner. Each begin_group needs an end_group, and each begin_repeat an"
    " end_repeat.",
    ProblemCode.GROUP_DEEP: "“{found}” is inside too many groups. A section may be inside one larger part, and a table holds only columns.",
    ProblemCode.PERSON_WRONG: "“{found}” does not say who is asked for. Write a line for each person, as"
    " completer | Person who completes this | name, email.",
    ProblemCode.REFERENCE_WRONG: "“{found}” does not say which framework it belongs to. Write it as framework: place, with"
    " the name of a framework from the sheet frameworks.",
    ProblemCode.ORIGIN_WRONG: "“{found}” is not an origin. Write the name of a source and one of: {allowed}.",
    ProblemCode.PROBLEMS_MORE: "There are more than {limit:,} problems. The rest are not listed.",
}


def problem_sentence(problem: Problem) -> str:
    """The place, the mistake and its remedy. Safe to print, whatever the pack holds."""
    return f"{problem_place(problem)}: {problem_advice(problem)}"


def problem_advice(problem: Problem) -> str:
    """The mistake and its remedy, for a shell that shows the place separately."""
    sentence = PROBLEM_SENTENCES[problem.code].format(
        found=_visible(problem.found),
        allowed=_join_names(problem.allowed),
        circle=_join_names(problem.allowed, " → "),
        limit=problem.limit,
        date=parse_day(problem.found) or _serial_day(problem.found) or _EXAMPLE_DATE,
        seems=f" (it seems to be {_visible(problem.found)})" if problem.found else "",
        found_type=_TYPES.get(problem.found, _visible(problem.found)),
        allowed_type=" or ".join(_TYPES.get(name, _visible(name)) for name in problem.allowed[:_MAX_NAMES]),
    )
    return f"{sentence} Did you mean “{_visible(problem.nearest)}”?" if problem.nearest else sentence


def _serial_day(found: str) -> dt.date | None:
    """The day that Excel means by a number such as 46112: it counts days from the end of 1899."""
    is_serial = len(found) == 5 and found.isascii() and found.isdigit()
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(found)) if is_serial else None


def problem_place(problem: Problem) -> str:
    """The file, its line if known, and the place in it."""
    parts = [_visible(problem.file)]
    if problem.line and not problem.place.startswith("line "):
        parts.append(f"line {problem.line}")
    if problem.place:
        parts.append(problem.place)
    return ", ".join(parts)


def _join_names(names: tuple[str, ...], separator: str = ", ") -> str:
    more = ("…",) if len(names) > _MAX_NAMES else ()
    return separator.join((*map(_visible, names[:_MAX_NAMES]), *more))


def _visible(text: str) -> str:
    """``text``, short and safe to show: a terminal could treat a character from a pack as a command."""
    short = text if len(text) <= _MAX_VALUE_LENGTH else text[: _MAX_VALUE_LENGTH - 1] + "…"
    return every_character(short)
