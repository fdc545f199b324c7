"""Evidence: finds the type of a file by its content, and keeps an exact copy of the file in the vault.

The reasons are in docs/adr/0005-evidence-vault.md. Pictures are converted by a slow library, and a file's type is found
by many modules; both are imported at their first use, so that the list of audits does not wait for them.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.evidence.jpeg_copy import write_jpeg_copy
    from s11desk.evidence.sniff import check_extension, check_size, kept_name, sniff_type

_OFFERED = {
    "s11desk.evidence.jpeg_copy": ("write_jpeg_copy",),
    "s11desk.evidence.sniff": ("check_extension", "check_size", "kept_name", "sniff_type"),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
