"""The program's own words on the pages of a form, in the language in which the form is shown."""

from __future__ import annotations

from s11desk.app.home.paths import resources_folder
from s11desk.domain.topics.topic import Topic
from s11desk.wording.form_words import Say, words_in


def say_for(topic: Topic) -> Say:
    """What says words in the language of ``topic``; in English, where they are not translated."""
    return words_in(resources_folder() / "words", topic.language)
