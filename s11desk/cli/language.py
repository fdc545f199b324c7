"""The option ``--language``, for a document or a return of a topic that has several."""

from __future__ import annotations

import click

from s11desk.domain.topics.language_tags import find_language
from s11desk.domain.topics.topic import Topic

language_option = click.option(
    "--language", default="", metavar="TAG", help="The language to write it in, such as cy, if the topic has it."
)


def require_language(topic: Topic, language: str) -> None:
    """Raise click.BadParameter for a language that ``topic`` does not have. An empty one means the topic's own."""
    if language and find_language(language, topic.languages) is None:
        offered = ", ".join(topic.languages)
        raise click.BadParameter(
            f"this topic has no {language}. It has: {offered}. Nothing was written.", param_hint="--language"
        )
