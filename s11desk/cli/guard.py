"""The outermost boundary of the command line: every ending gets a sentence and an exit code, none a traceback."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from s11desk.app.home.fault_log import note_fault
from s11desk.cli.terminal_messages import sentence
from s11desk.errors import Cancelled, ErrorKind, IntegrityError, UserError
from s11desk.wording.plain_text import json_text, several_lines

DONE, ANSWER_IS_NO, BAD_INPUT, ENVIRONMENT, BUG = 0, 1, 2, 3, 70

_EXIT = {ErrorKind.NO: ANSWER_IS_NO, ErrorKind.INPUT: BAD_INPUT, ErrorKind.ENVIRONMENT: ENVIRONMENT}


def run_guarded(command: Callable[[], int | None], logs: Callable[[], Path], *, as_json: bool) -> int:
    """Run ``command`` and turn whatever it raises into an exit code. A fault of the program is noted in ``logs``."""
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
        sys.stderr.close()  # whoever read our answer has gone; there is nobody left to tell
        return DONE
    except IntegrityError:
        told = "What was written did not read back the same, so it was removed. The draft is kept. Try again."
        return _end(ENVIRONMENT, "environment.integrity", told, as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the outermost boundary
        note_fault(logs(), error)
        return _end(BUG, "bug", _fault(error), as_json=as_json)


def _end(code: int, name: str, told: str, *, as_json: bool) -> int:
    if as_json:
        kept = several_lines(told).encode(errors="backslashreplace").decode()
        click.echo(json_text(msgspec.json.encode({"error": {"code": name, "message": kept}})))
    else:
        click.echo(several_lines(told), err=True)
    return code


def _fault(error: Exception) -> str:
    """Name the place of a fault in the program, and nothing of what was being worked on."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace is not None else "?"
    return (
        "s11desk stopped because of a fault of its own. Everything saved before is kept. Please report: "
        f"{type(error).__name__} at {where}."
    )
