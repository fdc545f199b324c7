"""Puts the files that were read together to a pack, with what is wrong with the whole."""

from __future__ import annotations

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.files.other_files import explains_missing_topic
from s11desk.topics.files.pack_file_names import SIGNATURE_FILE, GuidanceFile, PackFiles, guidance_id_of
from s11desk.topics.own_pack import TOPIC_FILE


def make_pack_files(contents: dict[str, bytes], problems: list[Problem]) -> PackFiles:
    """The pack with the files ``contents`` (bytes by name), in the order of their names."""
    topic = contents.get(TOPIC_FILE)
    is_explained = explains_missing_topic(problems) or any(problem.file == TOPIC_FILE for problem in problems)
    if topic is None and not is_explained:
        problems = [*problems, Problem(ProblemCode.TOPIC_FILE_MISSING, file=TOPIC_FILE)]
    guidance = tuple(GuidanceFile(guidance_id_of(n), contents[n]) for n in sorted(contents) if guidance_id_of(n))
    signature = contents.get(SIGNATURE_FILE)
    if signature is not None and guidance:
        problems = [*problems, Problem(ProblemCode.SIGNATURE_PARTIAL, file=SIGNATURE_FILE)]
    return PackFiles(topic, guidance, tuple(problems), signature=signature)
