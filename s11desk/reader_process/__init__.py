"""The reader process: it reads what strangers made, so a file that breaks or stops its reader never stops a save.

A function with :func:`~s11desk.reader_process.run_in_reader.run_in_reader` runs there once a shell has called
:func:`~s11desk.reader_process.run_in_reader.use_reader_process`. The reasons are in docs/adr/0011-reader-process.md.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.reader_process.remote_call import call_in_reader, end_readers
    from s11desk.reader_process.serve import serve_calls

_OFFERED = {
    "s11desk.reader_process.remote_call": ("call_in_reader", "end_readers"),
    "s11desk.reader_process.serve": ("serve_calls",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
