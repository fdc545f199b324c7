"""The folders in which a person's files are: where dialogs begin until they have been somewhere else."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from s11desk.app.home.home_place import PlaceKind, recognise_place


def documents_folder() -> Path:
    """The folder Documents of this person; their home folder where they have no such folder."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def folder_of_this_computer() -> Path:
    """Where files are to go that no other computer may change: Documents, or the home folder if Documents is synced."""
    documents = documents_folder()
    place = recognise_place(documents, os.environ)
    return Path.home() if place is not None and place.kind is PlaceKind.SYNCED else documents


def downloads_folder() -> Path:
    """The folder in which mail programs and browsers put files that came; Documents where there is no such folder."""
    downloads = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
    return downloads if downloads.is_dir() else documents_folder()
