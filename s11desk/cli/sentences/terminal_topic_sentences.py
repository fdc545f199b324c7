"""The sentences of the terminal for errors about a topic and its pack."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import TopicError
from s11desk.cli.sentences.fact_words import printable, printable_names
from s11desk.errors.topic_errors import (
    PartnershipChanged,
    TopicConflict,
    TopicNotNewer,
    TopicNotRemovable,
    TopicUnknown,
)
from s11desk.topics.topic_invalid import TopicInvalid
from s11desk.wording.topics.pack_review_sentences import alike_lines
from s11desk.wording.topics.pack_sentences import problem_sentence


def _pack_sentence(error: PartnershipChanged | TopicNotRemovable | TopicNotNewer) -> str:
    if isinstance(error, TopicNotNewer):
        return (
            f"The audit uses version {error.version} of “{printable(error.topic)}”, and no newer version is here. Nothing "
            "changed. Install the newer pack first: s11desk topics install FILE"
        )
    if isinstance(error, TopicNotRemovable):
        return f"The topic “{printable(error.topic)}” came with the program. Nothing was removed."
    places = (
        f"{printable(address) or 'no address'}, {printable(', '.join(keys)) or 'no key'}"
        for address, keys in ((error.before, error.keys_before), (error.now, error.keys_now))
    )
    before, now = places
    alike = "".join(f"{line} " for line in alike_lines(error.before, error.now))
    return (
        f"This pack of {printable(error.partnership)} sends returns elsewhere. Before: {before}. Now: {now}. {alike}Nothing "
        "was installed. Ring the partnership on a number that you already have. If they say so, add "
        "--confirm-change."
    )


def topic_sentence(error: TopicError) -> str:
    """The sentence for an error about a topic."""
    match error:
        case TopicUnknown():
            return f"There is no topic “{printable(error.topic)}”. Known topics: {printable_names(error.known)}."
        case TopicInvalid():
            return (
                f"{printable(error.file)} is not a usable topic pack. Nothing was installed. Problems found: "
                f"{len(error.problems)}\n{_problems(error)}"
            )
        case PartnershipChanged() | TopicNotRemovable() | TopicNotNewer():
            return _pack_sentence(error)
        case TopicConflict():
            return (
                f"Version {error.version} of the topic “{printable(error.topic)}” is here already, with other content. "
                f"Nothing was installed. Whoever made {printable(error.path)} should give it a new version number."
            )
    assert_never(error)


def _problems(error: TopicInvalid) -> str:
    return "\n".join(f"  {problem_sentence(problem)}" for problem in error.problems)
