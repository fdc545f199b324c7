"""The list of earlier returns, so that readers can identify the one they have."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.domain.audits.audit import ReturnRecord
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.flowing_rows import Layout
from s11desk.report.page.structure_tree import Tag

_LAYOUT = Layout((34, 100, 152, design.COLUMN - 286), padding=4.5)
_WITHOUT_DIGESTS = Layout((34, 180, design.COLUMN - 214), padding=4.5)
_HEADER = ("No.", "Reference", "Made", "SHA-256 of the return")
_STYLES = (design.CELL_STRONG, design.CELL, design.CELL, design.TINY)


def compose_history(composer: Composer, earlier: Sequence[ReturnRecord]) -> Story:
    """The list; empty if there is no earlier return."""
    if not earlier:
        return []
    heading = composer.text(composer.say("Earlier returns of this audit"), design.SECTION, Tag.HEADING)
    rows = [(str(one.number), one.reference, composer.moment(one.exported), one.digest) for one in earlier]
    if not composer.rules.digests_last:
        return [*keep_with_next([heading]), composer.table(_HEADER, rows, _LAYOUT, _STYLES)]
    without = [row[:-1] for row in rows]
    table = composer.table(tuple(map(composer.say, _HEADER[:-1])), without, _WITHOUT_DIGESTS, _STYLES[:-1])
    return [*keep_with_next([heading]), table]
