"""What to choose in place of a file that only stands in for another one."""

from __future__ import annotations

from s11desk.errors.evidence_errors import StandIn

WHAT_TO_CHOOSE = {
    StandIn.MAC_COMPANION: (
        "A Mac keeps settings in it, beside the real file. Choose the file whose name lacks the “._” at its beginning."
    ),
    StandIn.OFFICE_LOCK: (
        "It only shows that a document is open. Save and close the document, then choose the document itself."
    ),
    StandIn.ONLINE: (
        "It only points to a file in an online folder. Open that folder, download the file, and choose the download."
    ),
    StandIn.SHORTCUT: "It is a shortcut that only points to something else. Choose the file itself.",
    StandIn.DOWNLOAD: "Its download did not finish. Download it again, and choose the finished file.",
}
