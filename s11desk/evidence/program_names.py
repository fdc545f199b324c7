"""The endings of files that a computer runs, or that lead it to run something: programs, scripts, shortcuts, disks.

Sources: Microsoft, "Blocked attachments in Outlook"; Adobe, "Attachments as security risks" (its list of refused
attachments); Microsoft, "Recommended block rules" for files that mount or start something.
"""

from __future__ import annotations

import re

__all__ = ["PROGRAM_ENDINGS", "is_program_name", "looks_like_program", "starts_interpreter"]

_WINDOWS = """
ade adp appcontent-ms application appref-ms appx appxbundle asp bas bat bgi cab chm cmd cnt com cpl crt csh der
diagcab diagcfg diagpkg dll drv exe fxp gadget grp hlp hpj hta htc inf ins isp its jar jnlp js jse ksh library-ms lnk
mad maf mag mam maq mar mas mat mau mav maw mcf mda mde mdt mdw mdz msc msh msh1 msh2 mshxml msh1xml msh2xml msi msix
msixbundle msp mst msu ocx ops osd pcd pif plg prf prg printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 psm1
pyc pyo pyw pyz pyzw rdp reg rgs scf scr sct search-ms searchconnector-ms settingcontent-ms shb shs sys theme
themepack u3p udl url vb vbe vbp vbs vsmacros vsw vxd webpnp website workflow ws wsb wsc wsf wsh xbap xll xnk
"""
_DISKS = "dmg img iso udf vhd vhdx vmdk wim"
_OTHER_SYSTEMS = "action apk app bash command deb desktop fish mpkg osx pkg rpm run scpt sh terminal webloc zsh"
_WITH_MACROS = "docm dotm potm ppam ppsm pptm sldm wiz wll xla xlam xlm xlsm xltm"
_QUERIES = "dqy iqy oqy rqy slk"
_SCRIPTS = "cgi lua php pl py rb swf tcl"

PROGRAM_ENDINGS = frozenset(" ".join((_WINDOWS, _DISKS, _OTHER_SYSTEMS, _WITH_MACROS, _QUERIES, _SCRIPTS)).split())
"""In lower case, without the dot."""

_INTERPRETER_NAMES = """
cmd command cscript wscript mshta powershell pwsh rundll32 regsvr32 msiexec certutil bitsadmin schtasks
"""
_INTERPRETERS = frozenset(_INTERPRETER_NAMES.split())
_LAST_PART = re.compile(r"[^\\/:]*\Z")
_STARTS = (
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa\xcf",
    b"\xfe\xed\xfa\xce",
    b"\xce\xfa\xed\xfe",
    b"L\0\0\0\x01\x14\x02\0",
)


def is_program_name(name: str) -> bool:
    """Whether a computer runs a file with this name or path.

    Windows ignores dots and spaces at the end of a name, and what follows a colon in it; so does this function.
    """
    plain = "".join(character for character in name if character.isprintable()).lower()
    candidates = (plain, plain.partition("::")[0], re.sub(r":[^\\/]*\Z", "", plain))
    return any(_ending(candidate) in PROGRAM_ENDINGS for candidate in candidates)


def starts_interpreter(name: str) -> bool:
    """Whether ``name``, with or without a path, is that of a program that runs commands, even without an ending."""
    last = _LAST_PART.search(name.strip(" .\0").lower())
    return last is not None and last[0].partition(" ")[0] in _INTERPRETERS


def looks_like_program(head: bytes) -> bool:
    """Whether a file that begins with ``head`` (64 bytes or more) is a program or a shortcut, whatever its name.

    Two letters alone do not show a Windows program, because a text may begin with them.
    """
    is_windows = head[:2] in (b"MZ", b"ZM") and len(head) >= 64 and b"\0" in head[2:64]
    return is_windows or head.startswith(_STARTS)


def _ending(name: str) -> str:
    return name.rstrip(" .\0").rpartition(".")[2] if "." in name else ""
