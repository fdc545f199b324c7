"""What a document is called, in the language of its form, and the details on every page of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from s11desk.domain.topics.topic import Topic
from s11desk.report.page.margins import DocumentDetails
from s11desk.wording.form_words import Say, words_in

_FORM = "Section 11 self-assessment"
"""What a form is called whose topic has no name for it."""
_PLAN = "{}: action plan"


def document_details(topic: Topic, what: str, agency: str, reference: str, made_at: dt.datetime) -> DocumentDetails:
    """The texts on every page and the metadata. ``what`` kind of document it is; ``agency`` may be empty."""
    subject = " ".join(part for part in (topic.partnership.short_name, topic.title, topic.year) if part)
    author = agency or topic.partnership.name
    title = " \u2013 ".join((what, topic.title, author))
    whose = agency or topic.partnership.short_name
    return DocumentDetails(
        title, subject, author, whose, reference, made_at, language=topic.language, zone=made_at.tzinfo or dt.UTC
    )


def words_of(topic: Topic, fonts: Path) -> Say:
    """What says the program's own words in the language of the form."""
    return words_in(fonts.parent / "words", topic.language)


def document_kind(topic: Topic, words: str, fonts: Path) -> str:
    """What the document is, with the form's own name."""
    say = words_of(topic, fonts)
    return say(words, topic.form_name or say(_FORM))


def plan_kind(topic: Topic, fonts: Path) -> str:
    """What an action plan alone is called."""
    say = words_of(topic, fonts)
    return say(_PLAN, topic.form_name) if topic.form_name else say("Section 11 action plan")
