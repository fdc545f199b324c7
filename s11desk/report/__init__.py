"""Makes the PDF documents from typed values. The only package that imports reportlab.

Start with :mod:`s11desk.report.kinds.documents`. Its functions are offered here and imported at their first use,
because reportlab takes a tenth of a second.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.report.blocks.pictures import PICTURE_TYPES, PictureFile, is_same_picture, read_picture
    from s11desk.report.kinds.documents import (
        DraftCopy,
        ReturnDocument,
        Signatory,
        write_action_plan,
        write_blank_form,
        write_board_summary,
        write_draft_copy,
        write_question,
        write_return,
        write_stamp,
    )
    from s11desk.report.kinds.matrix_document import write_matrix
    from s11desk.report.kinds.overview_document import write_overview
    from s11desk.report.kinds.return_document import measure_return
    from s11desk.report.letters.typeface_gaps import has_newer_forms, has_shaped_letters, missing_characters

_OFFERED = {
    "s11desk.report.kinds.documents": (
        "DraftCopy",
        "ReturnDocument",
        "Signatory",
        "write_action_plan",
        "write_blank_form",
        "write_board_summary",
        "write_draft_copy",
        "write_question",
        "write_return",
        "write_stamp",
    ),
    "s11desk.report.kinds.matrix_document": ("write_matrix",),
    "s11desk.report.kinds.overview_document": ("write_overview",),
    "s11desk.report.kinds.return_document": ("measure_return",),
    "s11desk.report.letters.typeface_gaps": ("has_newer_forms", "has_shaped_letters", "missing_characters"),
    "s11desk.report.blocks.pictures": (
        "PICTURE_TYPES",
        "PictureFile",
        "is_same_picture",
        "read_picture",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
