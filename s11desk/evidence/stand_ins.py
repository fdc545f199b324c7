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
    """The kind of stand-in that the name of a file shows; None for any other name.

    A real file may have such a name too. So call this only for a file whose content does not fit its name.
    """
    if name.startswith("._"):
        return StandIn.MAC_COMPANION
    if name.startswith(("~$", ".~lock.")):
        return StandIn.OFFICE_LOCK
    return _ENDINGS.get(PurePath(name).suffix[1:].lower())
