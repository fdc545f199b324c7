"""Whose work is in an installed program: one list, and every licence as its authors wrote it."""

from __future__ import annotations

import email
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from contents import Contents
from site_packages import ROOT

LICENCE_NAMES = ("licen", "copying", "notice", "authors", "copyright")
OURS = {
    "Lucide (icons)": ("ISC", ROOT / "resources" / "icons" / "LICENCE.txt"),
    "Noto Sans (typeface)": ("OFL-1.1", ROOT / "resources" / "fonts" / "NotoSans-LICENCE.txt"),
    "Noto Sans for seven scripts (typefaces)": ("OFL-1.1", ROOT / "resources" / "fonts" / "scripts-LICENCE.txt"),
    "sRGB colour profile": ("see its text", ROOT / "resources" / "colour" / "sRGB-LICENCE.txt"),
}
HEAD = """Whose work is in s11desk

s11desk itself has the licence MIT (s11desk.txt). It is shipped with the packages below; the folder of each has its
licence as its authors wrote it. Qt and PySide6 are used under the LGPL, version 3: they are in files of their own in
the folder lib/PySide6, which you may replace by your own builds of the same version.

"""


@dataclass(frozen=True, slots=True)
class Component:
    """A package that is shipped. ``licence``: as its authors declare it, if possible as an SPDX expression."""

    name: str
    version: str
    licence: str


def components(contents: Contents, site: Path) -> Iterator[tuple[Component, Path]]:
    """Each shipped package of ``site``, sorted, with the folder of its facts."""
    for metadata in sorted(site.glob("*.dist-info")):
        facts = email.message_from_string((metadata / "METADATA").read_text(encoding="utf-8"))
        name = str(facts["Name"]).lower().replace("_", "-").replace(".", "-")
        if name in contents.shipped:
            yield Component(name, str(facts["Version"]), declared_licence(facts)), metadata


def declared_licence(facts: Message) -> str:
    """The licence that the facts of a package declare, in the newest of the three ways in which they do."""
    classifiers = [str(value) for value in facts.get_all("Classifier", []) if str(value).startswith("License")]
    lines = str(facts.get("License", "")).strip().splitlines() or [""]
    if facts.get("License-Expression"):
        return str(facts["License-Expression"])
    if classifiers:
        return ", ".join(sorted(value.rpartition(" :: ")[2] for value in classifiers))
    return lines[0] or "see its text"


def write_licences(contents: Contents, site: Path, out: Path) -> None:
    """Write the folder ``licences`` of the program's folder ``out``."""
    folder = out / "licences"
    folder.mkdir()
    shutil.copyfile(ROOT / "LICENSE", folder / "s11desk.txt")
    lines = []
    for component, metadata in components(contents, site):
        lines.append(f"{component.name} {component.version}: {component.licence}")
        copy_texts(metadata, folder / component.name)
    for name, (licence, text) in OURS.items():
        lines.append(f"{name}: {licence}")
        shutil.copyfile(text, folder / text.name)
    lines.append("Python: PSF-2.0")
    copy_python_licence(out, folder)
    (folder / "README.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def copy_texts(metadata: Path, folder: Path) -> None:
    """Copy the licence files of one package."""
    for path in sorted(metadata.rglob("*")):
        if path.is_file() and any(word in path.name.lower() for word in LICENCE_NAMES):
            folder.mkdir(exist_ok=True)
            shutil.copyfile(path, folder / path.name)


def copy_python_licence(out: Path, folder: Path) -> None:
    """Copy the licence of Python: it is in the folder for Windows, and in Debian's papers."""
    candidates = [out / "LICENSE.txt", *sorted(Path("/usr/share/doc").glob("python3.*/copyright"))]
    found = next((path for path in candidates if path.is_file()), None)
    if found is not None:
        shutil.copyfile(found, folder / "Python.txt")
