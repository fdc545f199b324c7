"""The installers of all three systems register each kind of file that the window opens, with an icon of its own.

A new ending in ``ENDINGS`` fails here until the set-up for Windows, the desktop files of Linux and the property list of
macOS know it.
"""

from __future__ import annotations

import plistlib
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from s11desk import APPLICATION_ID
from s11desk.app.desktop_entry import StartCommand, desktop_files
from s11desk.desktop.standalone.files_to_open import ENDINGS

INSTALLERS = Path(__file__).resolve().parents[2] / "installers"
ICONS = INSTALLERS.parent / "resources" / "app-icons"
SET_UP = (INSTALLERS / "windows" / "setup.nsi").read_text(encoding="utf-8")
INSTALL, UNINSTALL = SET_UP.split('Section "Uninstall"')
MAC_BUILD = (INSTALLERS / "macos" / "build.sh").read_text(encoding="utf-8")

OTHERS_OWN = {"zip", "db", "xlsx", "json"}
"""Endings that other programs have too: what opens every ``.zip`` or ``.xlsx`` on a computer stays as it is."""
OURS = sorted(set(ENDINGS) - OTHERS_OWN)

ICON_OF = {"s11": "encrypted-return"}
"""The icon of a kind of file. The others are work to go on with, and have that of a draft."""


def property_list() -> dict[str, Any]:
    text = (INSTALLERS / "macos" / "Info.plist.in").read_text(encoding="utf-8")
    found: dict[str, Any] = plistlib.loads(text.replace("@ID@", APPLICATION_ID).replace("@VERSION@", "1").encode())
    return found


def kinds_of_linux() -> dict[str, ET.Element]:
    (text,) = [file.content for file in desktop_files(StartCommand(("s11desk",))) if file.path.suffix == ".xml"]
    kinds = ET.fromstring(text)  # noqa: S314 - our own
    return {kind.attrib["type"]: kind for kind in kinds}


@pytest.mark.parametrize("ending", OURS)
def test_windows_opens_it_and_forgets_it_when_removed(ending: str) -> None:
    (program_id,) = re.findall(rf'WriteRegStr HKCU "\$\{{CLASSES\}}\\\.{ending}" "" "(\S+)"', INSTALL)
    (icon,) = re.findall(rf'KIND_OF_FILE "{program_id}" "[^"]+" "(\S+)"', INSTALL)
    assert icon == ICON_OF.get(ending, "draft")
    assert f'File "${{ICONS}}/{icon}.ico"' in INSTALL
    assert (ICONS / f"{icon}.ico").is_file()
    assert f'SupportedTypes" ".{ending}" ""' in INSTALL
    assert rf'"${{CLASSES}}\.{ending}\OpenWithProgids" "{program_id}" ""' in INSTALL
    assert rf'DeleteRegKey HKCU "${{CLASSES}}\{program_id}"' in UNINSTALL
    assert rf'DeleteRegValue HKCU "${{CLASSES}}\.{ending}\OpenWithProgids" "{program_id}"' in UNINSTALL
    assert rf'DeleteRegKey HKCU "${{CLASSES}}\.{ending}"' in UNINSTALL


@pytest.mark.parametrize("ending", OURS)
def test_linux_opens_it(ending: str) -> None:
    (entry,) = [file.content for file in desktop_files(StartCommand(("s11desk",))) if file.path.suffix == ".desktop"]
    (kind,) = [
        name
        for name, kind in kinds_of_linux().items()
        if any(part.attrib.get("pattern") == f"*.{ending}" for part in kind)
    ]
    assert kind in re.search(rb"^MimeType=(.*);$", entry, re.MULTILINE)[1].decode().split(";")  # type: ignore[index]


def test_each_kind_on_linux_has_an_icon() -> None:
    installed = {file.path.stem for file in desktop_files(StartCommand(("s11desk",))) if "mimetypes" in file.path.parts}
    for name, kind in kinds_of_linux().items():
        named = [part.attrib["name"] for part in kind if part.tag.endswith("}icon")]
        assert (named or [name.replace("/", "-")])[0] in installed


@pytest.mark.parametrize("ending", OURS)
def test_macos_opens_it(ending: str) -> None:
    listed = property_list()
    (identifier,) = [
        kind["UTTypeIdentifier"]
        for kind in listed["UTExportedTypeDeclarations"]
        if ending in kind["UTTypeTagSpecification"]["public.filename-extension"]
    ]
    (document,) = [kind for kind in listed["CFBundleDocumentTypes"] if identifier in kind["LSItemContentTypes"]]
    icon = document["CFBundleTypeIconFile"]
    assert icon == ICON_OF.get(ending, "draft")
    assert (ICONS / f"{icon}.icns").is_file()
    assert icon in re.search(r"for icon in ([^;]+);", MAC_BUILD)[1].split()  # type: ignore[index]


def test_no_system_gives_us_every_zip() -> None:
    assert r'"${CLASSES}\.zip" ""' not in INSTALL
    ranks = {kind["LSItemContentTypes"][0]: kind["LSHandlerRank"] for kind in property_list()["CFBundleDocumentTypes"]}
    assert ranks["public.zip-archive"] == "Alternate"
