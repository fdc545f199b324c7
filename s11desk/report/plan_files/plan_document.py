"""Writes the action plan as a text document (.docx): one table with real styles, its header on each page."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from s11desk.domain.text.clean_text import clean_line
from s11desk.office.fixed_time import with_fixed_time
from s11desk.report.blocks.plan_table import plan_rows, plan_widths
from s11desk.report.kinds.documents import DraftCopy
from s11desk.report.letters.typeface import load_typeface
from s11desk.report.page import design
from s11desk.report.page.composer import Composer
from s11desk.report.plan_files.plan_columns import heads, lines
from s11desk.wording.dates import moment_in_zone

_FONT = "Arial"
_SIZES = {"Normal": 8.0, "Title": 20.0, "Subtitle": 10.0, "Header": 8.0, "Footer": 8.0}
_MARGIN_LINE = 34.0
_GRID = "Table Grid"
_TITLE = "Action plan"


def write_plan_document(out: BinaryIO, document: DraftCopy, fonts: Path) -> None:
    """Write the document. ``fonts`` is needed because its columns get the measured widths of the printed plan."""
    written = docx.Document()
    _describe(written, document)
    _set_styles(written)
    _set_page(written.sections[0], document)
    topic, audit = document.topic, document.audit
    subject = " \u00b7 ".join(part for part in (topic.title, topic.year, audit.agency) if part)
    written.add_paragraph(_TITLE, style="Title")
    written.add_paragraph(clean_line(subject), style="Subtitle")
    if audit.actions:
        _add_table(written, document, fonts)
    else:
        written.add_paragraph("No actions are planned.")
    content = io.BytesIO()
    written.save(content)
    out.write(with_fixed_time(content.getvalue(), document.made_at))


def _describe(written: Document, document: DraftCopy) -> None:
    properties = written.core_properties
    properties.author = clean_line(document.audit.agency)[:255]
    properties.title = clean_line(f"{_TITLE}, {document.topic.title}")[:255]
    properties.comments = ""
    properties.language = "en-GB"
    # docx reads these as UTC; ``with_fixed_time`` puts the document's time into every place that has one.
    properties.created = properties.modified = document.made_at


def _set_styles(written: Document) -> None:
    """Set a typeface that every office program has. It is set in the styles, so that people can change it."""
    for name in ("Normal", "Title", "Subtitle", "Header", "Footer"):
        style = written.styles[name]
        style.font.name = _FONT
        style.font.color.rgb = RGBColor(0x14, 0x18, 0x1F)
        if name in _SIZES:
            style.font.size = Pt(_SIZES[name])
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    language = written.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), "en-GB")


def _set_page(section: Section, document: DraftCopy) -> None:
    """A4 landscape, with the agency in the header and the page's number in the footer."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Pt(design.PAGE_HEIGHT), Pt(design.PAGE_WIDTH)
    section.left_margin = section.right_margin = Pt(design.WIDE_SIDE)
    section.top_margin, section.bottom_margin = Pt(design.WIDE_TOP), Pt(design.WIDE_BOTTOM)
    section.header_distance = section.footer_distance = Pt(_MARGIN_LINE)
    section.header.paragraphs[0].text = clean_line(f"{document.topic.title} \u00b7 {document.audit.agency}")
    footer = section.footer.paragraphs[0]
    footer.text = f"Draft {document.audit.id}, {moment_in_zone(document.made_at)} \u00b7 Page "
    _add_field(footer, "PAGE")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a number that the office program computes (ECMA-376, 17.16.19)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    shown = paragraph.add_run("1")
    field.append(shown._r)  # noqa: SLF001 - python-docx has no public name for its XML
    paragraph._p.append(field)  # noqa: SLF001


def _add_table(written: Document, document: DraftCopy, fonts: Path) -> None:
    topic, actions = document.topic, document.audit.actions
    table = written.add_table(rows=1 + len(actions), cols=len(heads(topic)), style=_GRID)
    table.autofit = False
    measured = plan_widths(Composer(load_typeface(fonts)), topic.plan_columns, plan_rows(topic, actions))
    widths = [Pt(width) for width in measured]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    texts = [heads(topic), *(line.cells for line in lines(topic, actions))]
    for index, (row, words) in enumerate(zip(table.rows, texts, strict=True)):
        for cell, text, width in zip(row.cells, words, widths, strict=True):
            cell.width = width  # some programs use the cells' widths, others the columns'
            _fill(cell, text, is_heading=index == 0)
    _repeat_header(table)


def _fill(cell: _Cell, words: str, *, is_heading: bool = False) -> None:
    """Write each line as a paragraph. Typed text stays text, because a run holds nothing else."""
    first, *rest = words.split("\n")
    cell.paragraphs[0].add_run(first).bold = is_heading or None
    for line in rest:
        cell.add_paragraph(line)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = 0


def _repeat_header(table: Table) -> None:
    """Repeat the header on each page (ECMA-376, 17.4.78). Screen readers also need this to recognise a header."""
    row = table.rows[0]._tr  # noqa: SLF001 - python-docx has no public name for its XML
    row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
