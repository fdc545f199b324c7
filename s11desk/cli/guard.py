"""The outermost boundary of the command line. It turns each error into a sentence and an exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from s11desk.app.home.fault_log import note_fault
from s11desk.cli.sentences.terminal_messages import sentence
from s11desk.errors import Cancelled, ErrorKind, IntegrityError, UserError
from s11desk.files.write_warnings import collect_warnings
from s11desk.wording.plain_text import json_text, several_lines
from s11desk.wording.write_warning_sentences import write_warning_sentence

DONE, ANSWER_IS_NO, BAD_INPUT, ENVIRONMENT, BUG = 0, 1, 2, 3, 70

_EXIT = {ErrorKind.NO: ANSWER_IS_NO, ErrorKind.INPUT: BAD_INPUT, ErrorKind.ENVIRONMENT: ENVIRONMENT}


def run_guarded(command: Callable[[], int | None], logs: Callable[[], Path], *, as_json: bool) -> int:
    """Run ``command`` and return its exit code. If it raises an error, print its sentence and return the error's code.

    ``logs``: gives the folder of the log, in which a fault of the program is recorded. ``as_json``: print JSON.
    Warnings about files that were written come last, on standard error; they do not change the exit code.
    """
    with collect_warnings() as warnings:
        code = _exit_code(command, logs, as_json=as_json)
    for warning in warnings.take():
        click.echo(several_lines(write_warning_sentence(warning)), err=True)
    return code


def exit_code_for(error: Exception | None) -> int:
    """The exit code for an error that was reported in another way; 0 for None."""
    if error is None:
        return DONE
    if isinstance(error, UserError):
        return _EXIT[error.kind]
    return ENVIRONMENT if isinstance(error, IntegrityError) else BUG


def _exit_code(command: Callable[[], int | None], logs: Callable[[], Path], *, as_json: bool) -> int:
    try:
        return command() or DONE
    except UserError as error:
        return _end(_EXIT[error.kind], error.code, sentence(error), as_json=as_json)
    except click.ClickException as error:
        if not as_json:
            shown = io.StringIO()
            error.show(shown)
            click.echo(several_lines(shown.getvalue()), err=True, nl=False)
            return BAD_INPUT
        return _end(BAD_INPUT, "input.usage", error.format_message(), as_json=True)
    except (Cancelled, click.Abort, KeyboardInterrupt):
        return _end(ENVIRONMENT, "cancelled", "Stopped. Nothing half-written was left.", as_json=as_json)
    except BrokenPipeError:
        sys.stderr.close()  # the program that read our output has ended, so nobody reads an error either
        return DONE
    except IntegrityError:
        message = "What was written did not read back the same, so it was removed. The draft is kept. Try again."
        return _end(ENVIRONMENT, "environment.integrity", message, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the outermost boundary
        note_fault(logs(), error)
        return _end(BUG, "bug", _fault_message(error), as_json=as_json)


def _end(exit_code: int, error_code: str, message: str, *, as_json: bool) -> int:
    if as_json:
        text = several_lines(message).encode(errors="backslashreplace").decode()
        click.echo(json_text(msgspec.json.encode({"error": {"code": error_code, "message": text}})))
    else:
        click.echo(several_lines(message), err=True)
    return exit_code


def _fault_message(error: Exception) -> str:
    """The message for a fault of the program. It names the place in the code, and no text of a person."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace is not None else "?"
    return (
        "s11desk stopped because of a fault of its own. Everything saved before is kept. Please report: "
        f"{type(error).__name__} at {where}."
    )
