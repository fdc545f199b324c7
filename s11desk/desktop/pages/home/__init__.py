"""The first page: audits to continue, and topics to begin.

What only few lists have is imported when one has it (s11desk/late_names.py).
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.desktop.pages.home.partnership_lines import PartnershipLines as PartnershipLines

_OFFERED = {
    "s11desk.desktop.pages.home.partnership_lines": ("PartnershipLines",),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
