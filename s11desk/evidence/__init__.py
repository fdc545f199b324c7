"""Evidence: finds the type of a file by its content, and keeps an exact copy of the file in the vault.

The reasons are in docs/adr/0005-evidence-vault.md. Pictures are converted by a slow library, which is imported at its
first use.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.evidence.jpeg_copy import write_jpeg_copy

_OFFERED = {
    "s11desk.evidence.jpeg_copy": ("write_jpeg_copy",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
