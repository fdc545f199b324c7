"""A process of its own for what strangers made: a file that breaks or stops its reader stops no saving.

A function with :func:`~s11desk.reader_process.read_apart.read_apart` runs there once a shell has called
:func:`~s11desk.reader_process.read_apart.use_reader_process`. The reasons are in docs/adr/0011-reader-process.md.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.reader_process.remote_call import call_apart, end_reader
    from s11desk.reader_process.serve import serve_calls

_OFFERED = {
    "s11desk.reader_process.remote_call": ("call_apart", "end_reader"),
    "s11desk.reader_process.serve": ("serve_calls",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
