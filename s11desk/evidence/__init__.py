"""Evidence: finds the type of a file by its content, and keeps an exact copy of the file in the vault.

The reasons are in docs/adr/0005-evidence-vault.md. Pictures are converted by a slow library, and a file's type and a
photograph's location are found by many modules. They are imported at their first use, so that the list of audits does
not wait for them.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.evidence.pictures.jpeg_copy import write_jpeg_copy
    from s11desk.evidence.pictures.photo_location import PHOTO_TYPES, remove_photo_location
    from s11desk.evidence.sniff import check_extension, check_size, kept_name, sniff_type

_OFFERED = {
    "s11desk.evidence.pictures.jpeg_copy": ("write_jpeg_copy",),
    "s11desk.evidence.pictures.photo_location": ("PHOTO_TYPES", "remove_photo_location"),
    "s11desk.evidence.sniff": ("check_extension", "check_size", "kept_name", "sniff_type"),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
