"""Reading a pack from a folder, a zip or one file, with files that are unknown, unreadable or not JSON."""

from __future__ import annotations

import json
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.errors import UserError
from s11desk.errors.file_errors import FileMissing, FileUnreadable
from s11desk.topics.check_pack import PROBLEMS_LIMIT
from s11desk.topics.files.pack_file_names import GUIDANCE_BYTES, PACK_BYTES, PACK_FILES, TOPIC_BYTES
from s11desk.topics.pack import examine_path, load_pack
from s11desk.topics.topic_invalid import TopicInvalid
from tests.damage import with_other_byte
from tests.topics.conftest import errors_in

P = ProblemCode
MakeZip = Callable[[dict[str, bytes]], Path]
GUIDANCE = "guidance/first-steps.md"


def facts(problem: Problem) -> tuple[ProblemCode, str, int, str]:
    return problem.code, problem.file, problem.line, problem.found


def test_folder_zip_and_single_file_give_the_same_topic(
    sound_pack: Path, sound_files: dict[str, bytes], make_zip: MakeZip, tmp_path: Path
) -> None:
    topic = load_pack(sound_pack)
    assert topic.guidance[0].text == "Begin with what you have.\n\n## Then\n\n- Ask a colleague.\n- Write it down."
    assert load_pack(make_zip(sound_files)) == topic
    value = json.loads(sound_files["topic.json"])
    value["guidance"][0]["text"] = topic.guidance[0].text
    single = tmp_path / "anything.json"
    single.write_text(json.dumps(value), encoding="utf-8")
    assert load_pack(single) == topic


@pytest.mark.parametrize("top", ["early help/", "pack-1.0/"])
def test_a_zip_may_hold_one_folder_with_the_pack_in_it(
    top: str, sound_pack: Path, sound_files: dict[str, bytes], make_zip: MakeZip
) -> None:
    inside = {top + name: content for name, content in sound_files.items()}
    assert load_pack(make_zip({top: b"", **inside})) == load_pack(sound_pack)


def test_files_that_operating_systems_add_are_ignored(
    sound_pack: Path, sound_files: dict[str, bytes], make_zip: MakeZip
) -> None:
    litter = {"__MACOSX/._topic.json": b"x", ".DS_Store": b"x", "guidance/Thumbs.db": b"x", "guidance/": b""}
    assert load_pack(make_zip({**sound_files, **litter})) == load_pack(sound_pack)


def test_a_zip_with_backslashes_in_its_names_is_read(
    sound_pack: Path, sound_files: dict[str, bytes], make_zip: MakeZip
) -> None:
    odd = {name.replace("/", "\\"): content for name, content in sound_files.items()}
    assert load_pack(make_zip(odd)) == load_pack(sound_pack)


def test_line_ends_and_byte_order_marks_do_not_change_the_topic(sound_pack: Path, pack_folder: Path) -> None:
    for name in ("topic.json", GUIDANCE):
        file = pack_folder / name
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_pack(pack_folder) == load_pack(sound_pack)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("../topic.json", ""),
        ("/etc/topic.json", ""),
        ("guidance/../../x.md", ""),
        ("guidance/deep/x.md", "guidance/x.md"),
        ("Topic.JSON", "topic.json"),
        ("guidance/FIRST-STEPS.MD", "guidance/first-steps.md"),
        ("notes.md", "guidance/notes.md"),
        ("pictures/logo.png", ""),
    ],
)
def test_an_unexpected_file_in_a_zip_is_reported_and_never_read(
    name: str, nearest: str, sound_files: dict[str, bytes], make_zip: MakeZip
) -> None:
    problems = errors_in(make_zip({**sound_files, name: b"\xff"}))
    assert [(p.code, p.file) for p in problems] == [(P.FILE_UNEXPECTED, name)]
    assert nearest in ("", problems[0].nearest)


def test_an_unexpected_file_in_a_folder_is_reported(pack_folder: Path) -> None:
    (pack_folder / "README.txt").write_text("x")
    (pack_folder / "drafts").mkdir()
    (pack_folder / "guidance" / "First.MD").write_text("x")
    assert [(p.code, p.file, p.nearest) for p in errors_in(pack_folder)] == [
        (P.FILE_UNEXPECTED, "README.txt", ""),
        (P.FILE_UNEXPECTED, "drafts", ""),
        (P.FILE_UNEXPECTED, "guidance/First.MD", "guidance/first.md"),
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_is_never_followed_out_of_the_pack(pack_folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "private.txt"
    secret.write_text("private")
    (pack_folder / GUIDANCE).unlink()
    (pack_folder / GUIDANCE).symlink_to(secret)
    assert [(p.code, p.file) for p in errors_in(pack_folder)] == [(P.FILE_NOT_PLAIN, GUIDANCE)]


def test_a_pack_without_a_topic_is_reported(make_zip: MakeZip) -> None:
    assert [p.code for p in errors_in(make_zip({"other/data.xml": b"<x/>"}))] == [
        P.FILE_UNEXPECTED,
        P.TOPIC_FILE_MISSING,
    ]


def test_a_repeated_name_in_a_zip_is_reported(sound_files: dict[str, bytes], make_zip: MakeZip) -> None:
    path = make_zip(sound_files)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("topic.json", b"{}")
    assert [(p.code, p.file) for p in errors_in(path)] == [(P.FILE_REPEATED, "topic.json")]


def test_files_above_their_size_limit_are_reported(
    pack_folder: Path, sound_files: dict[str, bytes], make_zip: MakeZip
) -> None:
    (pack_folder / GUIDANCE).write_bytes(b"a" * (GUIDANCE_BYTES + 1))
    expected = [Problem(P.FILE_TOO_LARGE, GUIDANCE, limit=GUIDANCE_BYTES)]
    assert list(errors_in(pack_folder)) == expected
    assert list(errors_in(make_zip({**sound_files, GUIDANCE: b"a" * (GUIDANCE_BYTES + 1)}))) == expected
    bomb = errors_in(make_zip({"topic.json": b" " * 200_000_000}))
    assert list(bomb) == [Problem(P.FILE_TOO_LARGE, "topic.json", limit=TOPIC_BYTES)]


def test_a_single_file_above_its_size_limit_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_bytes(b" " * (TOPIC_BYTES + 1))
    assert list(errors_in(path)) == [Problem(P.FILE_TOO_LARGE, "t.json", limit=TOPIC_BYTES)]


def test_packs_with_too_many_files_or_bytes_are_reported(
    sound_files: dict[str, bytes], make_zip: MakeZip, pack_folder: Path
) -> None:
    many = {f"guidance/g{n}.md": b"x" for n in range(PACK_FILES)}
    assert list(errors_in(make_zip({**sound_files, **many}))) == [
        Problem(P.FILES_TOO_MANY, "pack.zip", limit=PACK_FILES)
    ]
    for name in many:
        (pack_folder / name).write_bytes(b"x")
    assert list(errors_in(pack_folder)) == [Problem(P.FILES_TOO_MANY, "pack", limit=PACK_FILES)]
    full = {f"guidance/g{n}.md": b"a" * GUIDANCE_BYTES for n in range(PACK_BYTES // GUIDANCE_BYTES)}
    assert list(errors_in(make_zip({**sound_files, **full}))) == [
        Problem(P.PACK_TOO_LARGE, "pack.zip", limit=PACK_BYTES)
    ]


def test_a_zip_above_its_size_limit_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(b"PK" + bytes(PACK_BYTES))
    assert list(errors_in(path)) == [Problem(P.PACK_TOO_LARGE, "pack.zip", limit=PACK_BYTES)]


def test_damaged_and_encrypted_zips_are_reported(sound_files: dict[str, bytes], make_zip: MakeZip) -> None:
    path = make_zip(sound_files)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert [facts(p) for p in errors_in(path)] == [(P.ZIP_DAMAGED, "pack.zip", 0, "")]
    path.write_bytes(with_other_byte(whole, 60))
    assert [facts(p) for p in errors_in(path)] == [(P.ZIP_DAMAGED, "guidance/first-steps.md", 0, "")]
    central = whole.index(b"PK\x01\x02")
    encrypted = whole[: central + 8] + struct.pack("<H", 1) + whole[central + 10 :]
    path.write_bytes(encrypted)
    assert [facts(p) for p in errors_in(path)] == [(P.ZIP_ENCRYPTED, "guidance/first-steps.md", 0, "")]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compression_methods_are_refused(method: int, sound_files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("topic.json", sound_files["topic.json"])
    assert [facts(p) for p in errors_in(path)] == [(P.ZIP_DAMAGED, "topic.json", 0, "")]


def test_a_misnamed_guidance_file_and_its_entry_suggest_each_other(pack_folder: Path) -> None:
    (pack_folder / GUIDANCE).rename(pack_folder / "guidance" / "first-step.md")
    problems = errors_in(pack_folder)
    assert [(p.code, p.file, p.found, p.nearest) for p in problems] == [
        (P.GUIDANCE_FILE_MISSING, "topic.json", GUIDANCE, "guidance/first-step.md"),
        (P.GUIDANCE_FILE_UNUSED, "guidance/first-step.md", "first-step", "first-steps"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", (P.TEXT_EMPTY, GUIDANCE, 1, "")),
        (b"Begin.\n\nThen \xe9", (P.NOT_UTF8, GUIDANCE, 3, "")),
        ("Begin.".encode("utf-16"), (P.NOT_UTF8, GUIDANCE, 1, "UTF-16")),
        (b"Begin.\n# Heading", (P.MARKUP_UNKNOWN, GUIDANCE, 2, "#")),
        ("Begin.\n\na \u200e b".encode(), (P.CHARACTER_UNWANTED, GUIDANCE, 3, "U+200E")),
    ],
)
def test_problems_of_guidance_have_their_place_in_the_guidance_file(
    content: bytes, expected: tuple[object, ...], pack_folder: Path
) -> None:
    (pack_folder / GUIDANCE).write_bytes(content)
    assert [facts(problem) for problem in errors_in(pack_folder)] == [expected]


def test_inline_guidance_must_not_be_empty(sound_files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "topic.json"
    path.write_bytes(sound_files["topic.json"])
    assert [(p.code, p.place) for p in errors_in(path)] == [(P.TEXT_EMPTY, "guidance[0] (id first-steps).text")]


NOT_JSON: dict[str, tuple[ProblemCode, int]] = {
    '{"a": 1,\n}': (P.JSON_COMMA_TRAILING, 1),
    '{"a": [1,\n\n]}': (P.JSON_COMMA_TRAILING, 1),
    '{"a": 1\n"b": 2}': (P.JSON_COMMA_MISSING, 2),
    "{\n“a”: 1}": (P.JSON_CURLY_QUOTE, 2),
    '{"a": “x”}': (P.JSON_CURLY_QUOTE, 1),
    '{"a": "x\ny"}': (P.JSON_LINE_BREAK, 1),
    '{"a": "C:\\guides"}': (P.JSON_BACKSLASH, 1),
    '{"a": {\n': (P.JSON_UNFINISHED, 2),
    '{"a": "x': (P.JSON_UNFINISHED, 1),
    "{": (P.JSON_UNFINISHED, 1),
    '{"a": 1}}': (P.JSON_EXTRA, 1),
    "{'a': 1}": (P.JSON_QUOTE_SINGLE, 1),
    '{"a" 1}': (P.JSON_SYNTAX, 1),
    "// note\n{}": (P.JSON_COMMENT, 1),
    "[" * 100_000: (P.JSON_TOO_DEEP, 0),
    "[" * 30 + "]" * 30: (P.JSON_TOO_DEEP, 0),
}


@pytest.mark.parametrize("text", NOT_JSON, ids=lambda text: text[:12])
def test_a_syntax_mistake_gives_its_kind_and_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "topic.json"
    path.write_text(text, encoding="utf-8", newline="")
    found = [(p.code, p.line) for p in errors_in(path)]
    assert [slip for slip in found if slip[0].startswith("json-")] == [NOT_JSON[text]]


@pytest.mark.parametrize("text", ["null", "[]", "7", '"topic"'])
def test_json_that_is_not_an_object_is_reported(text: str, tmp_path: Path) -> None:
    path = tmp_path / "topic.json"
    path.write_text(text)
    assert [(p.code, p.allowed) for p in errors_in(path)] == [(P.TYPE_WRONG, ("object",))]


def test_repeated_keys_and_unusable_numbers_are_reported(pack_folder: Path) -> None:
    file = pack_folder / "topic.json"
    text = file.read_text(encoding="utf-8")
    spoilt = text.replace('"year": "2026",', '"year": "2026",\n  "year": "2027",', 1)
    spoilt = spoilt.replace('"minimum": 0', '"minimum": -1e999').replace('"maximum": 100000', '"maximum": NaN')
    file.write_text(spoilt, encoding="utf-8")
    problems = [p for p in errors_in(pack_folder) if p.code.startswith("json")]
    lines = spoilt.split("\n")
    assert [(p.code, p.found, lines[p.line - 1].strip()[:9]) for p in problems] == [
        (P.JSON_KEY_REPEATED, "year", '"year": "'),
        (P.JSON_NUMBER_UNUSABLE, "-1e999", '"minimum"'),
        (P.JSON_NUMBER_UNUSABLE, "NaN", '"maximum"'),
    ]


def test_a_number_with_too_many_digits_is_reported(pack_folder: Path) -> None:
    file = pack_folder / "topic.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"version": 1', f'"version": {"9" * 5000}'))
    codes = {p.code for p in errors_in(pack_folder)}
    assert P.JSON_NUMBER_UNUSABLE in codes


def test_a_list_of_too_many_problems_is_cut_short(pack_folder: Path) -> None:
    file = pack_folder / "topic.json"
    value = json.loads(file.read_text(encoding="utf-8"))
    value["introduction"] = [1] * 300_000
    file.write_text(json.dumps(value))
    problems = errors_in(pack_folder)
    assert len(problems) == PROBLEMS_LIMIT + 1
    assert problems[-1] == Problem(P.PROBLEMS_MORE, "topic.json", limit=PROBLEMS_LIMIT)


@pytest.mark.parametrize(("name", "error_class"), [("absent", FileMissing), ("pipe", FileUnreadable)])
@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders there")
def test_a_missing_file_and_a_pipe_raise_errors(name: str, error_class: type[UserError], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(error_class):
        errors_in(tmp_path / name)


def test_loading_a_bad_pack_raises_with_all_its_problems(pack_folder: Path) -> None:
    (pack_folder / GUIDANCE).unlink()
    (pack_folder / "more.txt").write_text("x")
    with pytest.raises(TopicInvalid) as raised:
        load_pack(pack_folder)
    assert raised.value == TopicInvalid(pack_folder, examine_path(pack_folder).problems)
    assert len(errors_in(pack_folder)) == 2
