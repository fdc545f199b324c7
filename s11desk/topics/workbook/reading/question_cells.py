"""Reads the cells of a question that hold more than one value: guidance, references, people, descriptors."""

from __future__ import annotations

import re

from s11desk.domain.topics.language_tags import find_language
from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.workbook.reading.sheet_lists import SheetList
from s11desk.topics.workbook.reading.value_builder import TopicObject, ValueBuilder
from s11desk.topics.workbook.shared_columns import parse_origin
from s11desk.topics.workbook.sheet_columns import DESCRIPTOR_PREFIX
from s11desk.topics.workbook.xlsform_names import id_from_name

_GUIDANCE_ENDING = "-guidance"
_LONGEST_ID = 41
ABOUT_QUESTION = "About this question"
"""The title of guidance that is written into the column ``guidance_hint``, where a title has no place."""
_ABOUT_QUESTION_IN = {"cy": "Am y cwestiwn hwn"}


def about_question(language: str) -> str:
    """:data:`ABOUT_QUESTION` in the language with this tag; English where there is no translation."""
    found = find_language(language, _ABOUT_QUESTION_IN)
    return _ABOUT_QUESTION_IN[found] if found is not None else ABOUT_QUESTION


def put_guidance(builder: ValueBuilder, entry: TopicObject) -> None:
    """Set the guidance of a question: the names in one column, and what is written into another."""
    listed = entry.row.text("guidance").replace(";", ",").split(",")
    names = [id_from_name(name.strip()) for name in listed if name.strip()]
    hint = entry.row.text("guidance_hint")
    if hint:
        guidance = TopicObject(entry.row)
        guidance.put("id", _guidance_id(builder, str(entry.value.get("id", "")) or "row"), "guidance_hint")
        guidance.put("title", ABOUT_QUESTION, "guidance_hint")
        guidance.put("text", hint, "guidance_hint")
        builder.add("guidance", guidance)
        names.append(str(guidance.value["id"]))
    entry.put("guidance", names, "guidance" if not hint else "guidance_hint")


def _guidance_id(builder: ValueBuilder, question: str) -> str:
    """An id for guidance that no other has. A name that cannot be an id is a problem of the question's own cell."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", question).lstrip("-_") or "row"
    listed = builder.value.get("guidance", [])
    taken = {str(one.get("id", "")).casefold() for one in listed} if isinstance(listed, list) else set()
    number, ending = 1, _GUIDANCE_ENDING
    while (found := plain[: _LONGEST_ID - len(ending)] + ending).casefold() in taken:
        number += 1
        ending = f"{_GUIDANCE_ENDING}-{number}"
    return found


def put_references(builder: ValueBuilder, entry: TopicObject) -> None:
    """Set the standards that the question answers to. A comma before the next framework divides as a semicolon does."""
    text = entry.row.text("references").replace("\n", ";")
    listed = builder.value.get("frameworks", [])
    known = [str(one.get("id", "")) for one in listed if one.get("id")] if isinstance(listed, list) else []
    if known:
        text = re.sub(rf",(?=\s*_?(?:{'|'.join(map(re.escape, known))})\s*:)", ";", text)
    references = []
    for piece in text.split(";"):
        framework, colon, location = piece.partition(":")
        if colon and location.strip():
            references.append({"framework": id_from_name(framework.strip()), "reference": location.strip()})
        elif piece.strip():
            builder.problem(ProblemCode.REFERENCE_WRONG, entry.row.location("references"), piece.strip())
    entry.put("references", references, "references")


def put_people(builder: ValueBuilder, entry: TopicObject, kind: str) -> None:
    """Set the people that a question of the kind ``people`` asks for."""
    if kind != "people":
        return
    people = []
    for line in entry.row.text("people").splitlines():
        parts = [part.strip() for part in line.split("|")]
        origin = parse_origin(parts[3]) if len(parts) == 4 else None
        if not 2 <= len(parts) <= 4 or not all(parts[:2]) or (len(parts) == 4 and origin is None):
            builder.problem(ProblemCode.PERSON_WRONG, entry.row.location("people"), line)
            continue
        details = (parts[2] if len(parts) > 2 else "").replace(";", ",").split(",")
        wanted = ["_".join(name.split()) for name in details if name.strip()]
        person = {"id": id_from_name(parts[0]), "label": parts[1], "required": wanted}
        people.append(person | ({"origin": origin} if origin is not None else {}))
    entry.put("people", people, "people")


def put_descriptors(builder: ValueBuilder, entry: TopicObject, lists: dict[str, SheetList]) -> None:
    """Set what the options of the question's scale mean for it."""
    descriptors = []
    for header, cell in entry.row.cells:
        if header.startswith(DESCRIPTOR_PREFIX):
            code = id_from_name(header.removeprefix(DESCRIPTOR_PREFIX).strip())
            if "scale" not in entry.value:
                builder.problem(ProblemCode.CELL_UNUSED, entry.row.location(header), cell.text)
                continue
            descriptors.append({"code": code, "text": cell.text.strip()})
            entry.locations["descriptors", len(descriptors) - 1] = entry.row.location(header)
    scale = next((one for one in lists.values() if id_from_name(one.name) == entry.value.get("scale")), None)
    entry.put("descriptors", _with_true_case(descriptors, scale), "")


def _with_true_case(descriptors: list[dict[str, str]], scale: SheetList | None) -> list[dict[str, str]]:
    """Give the codes the case that they have in the scale, because headers are read in lower case."""
    codes = {code.casefold(): code for code, _ in scale.entries} if scale is not None else {}
    return [one | {"code": codes.get(one["code"].casefold(), one["code"])} for one in descriptors]
