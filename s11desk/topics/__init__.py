"""Topic packs: reads them from a folder, a zip or one file, checks them, and encodes topics for returns.

The checks of a pack are many modules. They are imported at their first use, so that the list of audits does not wait
for them.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.topics.check_pack import examine, examine_foreign
    from s11desk.topics.files.pack_file_names import PackFiles
    from s11desk.topics.files.read_pack import read_pack
    from s11desk.topics.files.workbook_file import is_workbook
    from s11desk.topics.topic_invalid import TopicInvalid

_OFFERED = {
    "s11desk.topics.check_pack": ("examine", "examine_foreign"),
    "s11desk.topics.files.pack_file_names": ("PackFiles",),
    "s11desk.topics.files.read_pack": ("read_pack",),
    "s11desk.topics.files.workbook_file": ("is_workbook",),
    "s11desk.topics.topic_invalid": ("TopicInvalid",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
