"""The returns made before this one, so that a reader can tell which they hold."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.audit import ReturnRecord
from s11desk.report import design
from s11desk.report.composer import Composer, Story, kept_with_start
from s11desk.report.flowing_rows import Layout
from s11desk.report.structure_tree import Tag
from s11desk.wording.dates import moment_in_zone

_LAYOUT = Layout((34, 100, 152, design.COLUMN - 286), padding=4.5)
_HEADER = ("No.", "Reference", "Made", "SHA-256 of the return")
_STYLES = (design.CELL_STRONG, design.CELL, design.CELL, design.TINY)


def tell_history(composer: Composer, earlier: Sequence[ReturnRecord]) -> Story:
    """Nothing, where there was no return before."""
    if not earlier:
        return []
    heading = composer.text("Earlier returns of this audit", design.SECTION, Tag.HEADING)
    rows = [(str(one.number), one.reference, moment_in_zone(one.exported), one.digest) for one in earlier]
    return [*kept_with_start([heading]), composer.table(_HEADER, rows, _LAYOUT, _STYLES)]
