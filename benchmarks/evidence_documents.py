"""How many real documents the checks of attached files accept and refuse, and why.

``python -m benchmarks.evidence_documents FOLDER`` examines every file under FOLDER whose ending a pack may allow, or is
another ending of such a type, and prints the counts. It copies and changes nothing. Collections that serve: the test
files of pdf.js, PDFBox, veraPDF, iText, qpdf, Apache POI and Tika, Open XML SDK, libheif and Pillow.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from s11desk.errors import UserError
from s11desk.evidence.pictures.photo_location import PHOTO_TYPES, has_photo_location
from s11desk.evidence.sniff import CHECKABLE, SAME_TYPES, sniff_type

_NOT_DOCUMENTS = {"txt", "csv"}
"""Collections have thousands of files with expected results in these."""


def documents(folder: Path) -> Iterator[Path]:
    wanted = (CHECKABLE | set(SAME_TYPES)) - _NOT_DOCUMENTS
    return (path for path in sorted(folder.rglob("*")) if path.suffix[1:].lower() in wanted and path.is_file())


def outcome(path: Path) -> tuple[str, str, bool]:
    """The type, "accepted" or the code of the refusal, and whether the picture says where it was taken."""
    ending = path.suffix[1:].lower()
    with path.open("rb") as stream:
        try:
            kind = sniff_type(stream, path.name, tuple(CHECKABLE))
        except UserError as error:
            return ending, error.code, False
        return ending, "accepted", kind in PHOTO_TYPES and has_photo_location(stream)


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        print("evidence_documents: give a folder with documents, for example test files of public projects")
        return
    counts: Counter[tuple[str, str]] = Counter()
    places, slowest, begun = 0, 0.0, time.perf_counter()
    for path in documents(Path(arguments[0])):
        before = time.perf_counter()
        ending, result, has_place = outcome(path)
        counts[ending, result] += 1
        places += has_place
        slowest = max(slowest, time.perf_counter() - before)
    for (ending, result), number in sorted(counts.items()):
        print(f"{ending:6} {result:34} {number:6}")
    total = sum(counts.values())
    accepted = sum(number for (_, result), number in counts.items() if result == "accepted")
    seconds = time.perf_counter() - begun
    print(f"{total} documents, {accepted} accepted, {places} with a place; {seconds:.1f} s, slowest {slowest:.2f} s")
    print(json.dumps({"figure": "documents", "documents": total, "accepted": accepted, "with_place": places}))


if __name__ == "__main__":
    main(sys.argv[1:])
