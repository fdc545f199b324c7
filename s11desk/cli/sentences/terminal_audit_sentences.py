"""Which module has the sentence of the terminal for an error about an audit, an answer or a file."""

from __future__ import annotations

from typing import assert_never

from s11desk.app.every_error import (
    AnswerError,
    AnswersFileError,
    AskingError,
    AttachedFileError,
    AuditError,
    DraftError,
    FileError,
    MoveError,
    RefusedFileError,
    TopicError,
)
from s11desk.cli.sentences.terminal_answer_sentences import answer_sentence, answers_file_sentence
from s11desk.cli.sentences.terminal_asking_sentences import asking_sentence
from s11desk.cli.sentences.terminal_attached_file_sentences import attached_file_sentence
from s11desk.cli.sentences.terminal_draft_sentences import draft_sentence
from s11desk.cli.sentences.terminal_file_sentences import file_sentence
from s11desk.cli.sentences.terminal_move_sentences import move_sentence
from s11desk.cli.sentences.terminal_refused_file_sentences import refused_file_sentence
from s11desk.cli.sentences.terminal_topic_sentences import topic_sentence


def audit_sentence(error: AuditError) -> str:
    """The sentence for an error about an audit, an answer or a file."""
    if isinstance(error, TopicError):
        return topic_sentence(error)
    if isinstance(error, DraftError):
        return draft_sentence(error)
    if isinstance(error, MoveError):
        return move_sentence(error)
    if isinstance(error, AskingError):
        return asking_sentence(error)
    if isinstance(error, AnswerError):
        return answer_sentence(error)
    if isinstance(error, AnswersFileError):
        return answers_file_sentence(error)
    if isinstance(error, FileError):
        return file_sentence(error)
    if isinstance(error, AttachedFileError):
        return attached_file_sentence(error)
    if isinstance(error, RefusedFileError):
        return refused_file_sentence(error)
    assert_never(error)
