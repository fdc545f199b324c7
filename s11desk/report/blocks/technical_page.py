"""The last page of a return: what only programs and experts need, such as the digests of files."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak

from s11desk.domain.audits.audit import Audit
from s11desk.report.page import design
from s11desk.report.page.composer import Composer, Story, keep_with_next
from s11desk.report.page.flowing_rows import Layout
from s11desk.report.page.structure_tree import Tag

_FACTS = Layout((128, design.COLUMN - 128), padding=4.5)
_DIGESTS = Layout((170, design.COLUMN - 170), padding=4.5)
_STYLES = (design.CELL, design.TINY)


def compose_technical_page(composer: Composer, audit: Audit, program: str) -> Story:
    """The program, and the SHA-256 of each file of evidence and of each earlier return.

    It begins a page if the one before it is two thirds full.
    """
    say, layout = composer.say, composer.rules.layout
    heading = composer.text(say("Technical details"), design.SECTION, Tag.HEADING)
    facts = [(say("Made with"), program), (say("Layout of these pages"), str(layout))]
    table = composer.facts(facts, _FACTS, (design.CELL_LABEL, design.CELL))
    files = [(item.name, item.sha256) for item in audit.evidence]
    returns = [(one.reference, one.digest) for one in audit.exports]
    return [
        CondPageBreak(composer.most_kept),
        *keep_with_next([heading]),
        table,
        *_digests(composer, say("Evidence"), say("File"), files),
        *_digests(composer, say("Earlier returns of this audit"), say("Reference"), returns),
    ]


def _digests(composer: Composer, title: str, column: str, rows: list[tuple[str, str]]) -> Story:
    if not rows:
        return []
    heading = composer.text(title, design.SUBSECTION, Tag.SUBHEADING)
    return [*keep_with_next([heading]), composer.table((column, "SHA-256"), rows, _DIGESTS, _STYLES)]
