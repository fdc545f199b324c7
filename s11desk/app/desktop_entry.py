"""The files by which a Linux desktop knows the program: its entry in the menu, its icons and its file types.

They follow the Desktop Entry Specification 1.5, the Icon Theme Specification 0.13 and the Shared MIME-info Database
0.21, all of freedesktop.org. A package installs them for everybody, ``s11desk desktop-entry install`` for one person.
A return is a plain ``.zip``, and a topic pack too: other programs stay the ones that open every ``.zip``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from s11desk import APPLICATION_ID
from s11desk.app.home.paths import resources_folder
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.system_errors import writing_errors

ENCRYPTED_RETURN = "application/vnd.s11desk.encrypted-return"
DRAFTS_COPY = "application/vnd.s11desk.drafts-copy"
MOVED_AUDIT = "application/vnd.s11desk.draft+zip"
QUESTIONS = "application/vnd.s11desk.questions+zip"
ANSWERS = "application/vnd.s11desk.answers+zip"
REPLY = "application/vnd.s11desk.reply+zip"
_ASIC = "application/vnd.etsi.asic-e+zip"

_ENTRY = """[Desktop Entry]
Type=Application
Name=s11desk
GenericName=Section 11 self-audit
Comment=Answer, sign and return a Section 11 safeguarding self-audit, offline
Exec={command} %f
{folder}Icon={application}
Terminal=false
Categories=Office;
Keywords=safeguarding;audit;section 11;children;
MimeType={kinds};
StartupNotify=true
StartupWMClass=s11desk
"""

_KINDS_OF_FILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{ENCRYPTED_RETURN}">
    <comment>Encrypted Section 11 return</comment>
    <glob pattern="*.zip.s11" weight="60"/>
    <glob pattern="*.s11"/>
  </mime-type>
  <mime-type type="{DRAFTS_COPY}">
    <comment>Encrypted copy of Section 11 drafts</comment>
    <glob pattern="*.db.s11" weight="60"/>
  </mime-type>
  <mime-type type="{MOVED_AUDIT}">
    <comment>Section 11 audit to go on with</comment>
    <icon name="{DRAFTS_COPY.replace("/", "-")}"/>
    <glob pattern="*.s11draft"/>
    <glob pattern="*.s11home"/>
  </mime-type>
  <mime-type type="{QUESTIONS}">
    <comment>Section 11 questions for a colleague</comment>
    <icon name="{DRAFTS_COPY.replace("/", "-")}"/>
    <glob pattern="*.s11questions"/>
  </mime-type>
  <mime-type type="{ANSWERS}">
    <comment>Section 11 answers of a colleague</comment>
    <icon name="{DRAFTS_COPY.replace("/", "-")}"/>
    <glob pattern="*.s11answers"/>
  </mime-type>
  <mime-type type="{REPLY}">
    <comment>Section 11 reply of a partnership</comment>
    <icon name="{DRAFTS_COPY.replace("/", "-")}"/>
    <glob pattern="*.s11receipt"/>
    <glob pattern="*.s11request"/>
  </mime-type>
</mime-info>
"""

_SIZES = (16, 24, 32, 48, 64, 128, 256)
_ICONS = {
    "s11desk": f"apps/{APPLICATION_ID}",
    "encrypted-return": f"mimetypes/{ENCRYPTED_RETURN.replace('/', '-')}",
    "draft": f"mimetypes/{DRAFTS_COPY.replace('/', '-')}",
}
"""The path of each of our icons in an icon theme. The icon of a MIME type has the type's name, with a hyphen."""

_RESERVED = re.compile(r'[\s"\'\\><~|&;$*?#()`]')
_ESCAPED = re.compile(r'["`$\\]')


@dataclass(frozen=True, slots=True)
class StartCommand:
    """The command that starts the program: ``words``, run in ``folder`` unless that is None."""

    words: tuple[str, ...]
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class DesktopFile:
    """One file, at a path inside a folder such as ``/usr/share``."""

    path: PurePosixPath
    content: bytes


def desktop_files(command: StartCommand) -> Iterator[DesktopFile]:
    """Make every file, with ``command`` in the menu entry."""
    entry = _ENTRY.format(
        command=" ".join(map(_quote, command.words)),
        folder=f"Path={_value(str(command.folder))}\n" if command.folder else "",
        application=APPLICATION_ID,
        kinds=";".join((_ASIC, ENCRYPTED_RETURN, DRAFTS_COPY, MOVED_AUDIT, QUESTIONS, ANSWERS, REPLY)),
    )
    yield DesktopFile(PurePosixPath(f"applications/{APPLICATION_ID}.desktop"), entry.encode())
    yield DesktopFile(PurePosixPath(f"mime/packages/{APPLICATION_ID}.xml"), _KINDS_OF_FILE.encode())
    drawings = resources_folder() / "app-icons"
    for name, location in _ICONS.items():
        for size in _SIZES:
            content = (drawings / str(size) / f"{name}.png").read_bytes()
            yield DesktopFile(PurePosixPath(f"icons/hicolor/{size}x{size}/{location}.png"), content)
        drawing = (drawings / f"{name}.svg").read_bytes()
        yield DesktopFile(PurePosixPath(f"icons/hicolor/scalable/{location}.svg"), drawing)


def install_desktop_entry(share: Path, command: StartCommand) -> None:
    """Write the files into ``share``, a person's own data folder. Raises what writing raises."""
    for file in desktop_files(command):
        path = share / file.path
        make_folder(path.parent)
        write_bytes(path, file.content)


def remove_desktop_entry(share: Path) -> bool:
    """Remove the files again. Returns whether there were any. Raises what removing raises."""
    found = False
    for file in desktop_files(StartCommand(("s11desk",))):
        path = share / file.path
        found = found or path.exists()
        with writing_errors(path):
            path.unlink(missing_ok=True)
    return found


def _quote(word: str) -> str:
    """Quote one word of a command line (Desktop Entry Specification 1.5, "The Exec key")."""
    word = word.replace("%", "%%")
    if not _RESERVED.search(word):
        return word
    inside = _ESCAPED.sub(lambda found: f"\\{found[0]}", word)
    return _value(f'"{inside}"')


def _value(text: str) -> str:
    """Escape a text as a value of the file: each backslash becomes two."""
    return text.replace("\\", "\\\\")
