"""Writes the structure tree into the file (ISO 32000-1, 14.7)."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString

from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.structure_tree import Mark, Node, Tag, Widget


def write_tree(canvas: PageCanvas, root: Node) -> None:
    """Add ``root`` and all drawn nodes below it to the file, and link the pages, fields and links to their nodes."""
    tree = _Tree(canvas.document)
    top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    top_reference = canvas.document.Reference(top, "structure")
    top["K"] = tree.add(root, top_reference)
    pages = [PDFArray([tree.references[node] for node in nodes]) for nodes in canvas.pieces]
    _number_pages(canvas)
    entries: list[Any] = [entry for pair in enumerate(pages) for entry in pair]
    annotations = [*canvas.fields, *canvas.links]
    for number, (reference, widget) in enumerate(annotations, len(pages)):
        widget["StructParent"] = number
        entries += [number, tree.form_of(reference)]
    top["ParentTree"] = canvas.document.Reference(PDFDictionary({"Nums": PDFArray(entries)}))
    top["ParentTreeNextKey"] = len(pages) + len(annotations)
    canvas.document.Catalog.StructTreeRoot = top_reference
    canvas.document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _number_pages(canvas: PageCanvas) -> None:
    for number, page in enumerate(canvas.document.Pages.pages):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = number
        page.Tabs = PDFName("S")


class _Tree:
    """Writes nodes as elements of the file. ``references``: the references to the elements written so far."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.references: dict[Node, Any] = {}
        self._forms: dict[str, Any] = {}

    def add(self, node: Node, parent: Any) -> Any:
        """Write ``node`` and everything below it, and return the reference to it."""
        element = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(node.tag), "P": parent})
        reference = self.document.Reference(element, f"element {len(self.references)}")
        self.references[node] = reference
        page = next((child.page for child in node.children if isinstance(child, Mark)), None)
        if page is not None:
            element["Pg"] = _page(page)
        if node.words:
            element["Alt"] = PDFString(node.words)
        if attributes := _attributes(node):
            element["A"] = PDFDictionary(attributes)
        kids = [self._kid(child, reference, page) for child in node.children if _counts(child)]
        # pyHanko recognises a form element, and allows signing, only if a single kid is not inside an array.
        element["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
        return reference

    def form_of(self, widget: Any) -> Any:
        return self._forms[widget.name]

    def _kid(self, child: Node | Mark | Widget, parent: Any, page: int | None) -> Any:
        if isinstance(child, Node):
            return self.add(child, parent)
        if isinstance(child, Widget):
            self._forms[child.reference.name] = parent
            return PDFDictionary({"Type": PDFName("OBJR"), "Obj": child.reference, "Pg": _page(child.page)})
        if child.page == page:
            return child.piece
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": _page(child.page), "MCID": child.piece})


def _counts(child: Node | Mark | Widget) -> bool:
    return not isinstance(child, Node) or child.is_drawn()


def _page(number: int) -> PDFObjectReference:
    return PDFObjectReference(f"Page{number}")


def _attributes(node: Node) -> dict[str, Any]:
    if node.scope is not None:
        span = {"RowSpan": node.rows} if node.rows > 1 else {}
        return {"O": PDFName("Table"), "Scope": PDFName(node.scope), **span}
    if node.box is not None:
        return {"O": PDFName("Layout"), "Placement": PDFName("Block"), "BBox": PDFArray(list(node.box))}
    if node.tag is Tag.LIST and any(isinstance(item, Node) and _has_label(item) for item in node.children):
        return {"O": PDFName("List"), "ListNumbering": PDFName("Disc")}
    return {}


def _has_label(item: Node) -> bool:
    return any(isinstance(child, Node) and child.tag is Tag.ITEM_LABEL for child in item.children)
