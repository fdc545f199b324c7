"""Recognises a file that only stands in for the one that a person means, by its name."""

from __future__ import annotations

from pathlib import PurePath

from s11desk.errors.evidence_errors import StandIn

_ENDINGS = {
    **dict.fromkeys(("icloud", "gdoc", "gsheet", "gslides", "gdraw", "gform", "paper", "boxnote"), StandIn.ONLINE),
    **dict.fromkeys(("loop", "fluid", "cloud", "cloudf"), StandIn.ONLINE),
    **dict.fromkeys(("lnk", "url", "webloc", "desktop", "website", "alias"), StandIn.SHORTCUT),
    **dict.fromkeys(("crdownload", "part", "partial", "download", "opdownload", "filepart", "tmp"), StandIn.DOWNLOAD),
}


def stand_in(name: str) -> StandIn | None:
    """What the file ``name`` stands in for; None for a name that says nothing.

    A file with such a name may still be real: ask only about one whose content is not what its name says.
    """
    if name.startswith("._"):
        return StandIn.MAC_COMPANION
    if name.startswith(("~$", ".~lock.")):
        return StandIn.OFFICE_LOCK
    return _ENDINGS.get(PurePath(name).suffix[1:].lower())
