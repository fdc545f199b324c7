"""Places that other programs or computers change, and the copies that sync programs make."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from s11desk.app.home.home_place import HomePlace, PlaceKind, conflict_copies, recognise_place

WINDOWS, POSIX = PureWindowsPath, PurePosixPath


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        (WINDOWS(r"C:\Users\sam\OneDrive\s11desk"), "OneDrive"),
        (WINDOWS(r"C:\Users\sam\OneDrive - Wirral Council\Audits"), "OneDrive"),
        (POSIX("/Users/sam/Library/CloudStorage/OneDrive-Council/s11desk"), "OneDrive"),
        (WINDOWS(r"C:\Users\sam\Dropbox (Riverside)\s11desk"), "Dropbox"),
        (POSIX("/home/sam/Dropbox/s11desk"), "Dropbox"),
        (WINDOWS(r"G:\My Drive\s11desk"), "Google Drive"),
        (POSIX("/Users/sam/Library/CloudStorage/GoogleDrive-sam@riverside.example/My Drive"), "Google Drive"),
        (POSIX("/Users/sam/Library/Mobile Documents/com~apple~CloudDocs/s11desk"), "iCloud Drive"),
        (WINDOWS(r"C:\Users\sam\iCloudDrive\s11desk"), "iCloud Drive"),
        (POSIX("/home/sam/Nextcloud/s11desk"), "Nextcloud"),
    ],
)
def test_a_synced_folder_is_recognised(folder: PurePath, program: str) -> None:
    assert recognise_place(folder, {}) == HomePlace(PlaceKind.SYNCED, program)


def test_a_folder_of_onedrive_with_another_name_is_recognised_by_the_variable_of_windows() -> None:
    folder = WINDOWS(r"D:\Work\s11desk")
    assert recognise_place(folder, {}) is None
    assert recognise_place(folder, {"OneDriveCommercial": r"D:\Work"}) == HomePlace(PlaceKind.SYNCED, "OneDrive")


@pytest.mark.parametrize(
    ("folder", "mount_type", "kind"),
    [
        (WINDOWS(r"\\server\audits\s11desk"), "", PlaceKind.NETWORK),
        (WINDOWS(r"S:\s11desk"), "network", PlaceKind.NETWORK),
        (POSIX("/mnt/share/s11desk"), "cifs", PlaceKind.NETWORK),
        (POSIX("/mnt/share/s11desk"), "nfs4", PlaceKind.NETWORK),
        (WINDOWS(r"E:\s11desk"), "removable", PlaceKind.REMOVABLE),
        (POSIX("/media/sam/STICK/s11desk"), "vfat", PlaceKind.REMOVABLE),
        (POSIX("/Volumes/STICK/s11desk"), "", PlaceKind.REMOVABLE),
    ],
)
def test_a_share_or_a_stick_is_recognised(folder: PurePath, mount_type: str, kind: PlaceKind) -> None:
    assert recognise_place(folder, {}, mount_type) == HomePlace(kind)


@pytest.mark.parametrize(
    ("folder", "mount_type"),
    [
        (POSIX("/home/sam/.local/share/s11desk"), "ext4"),
        (WINDOWS(r"C:\Users\sam\AppData\Local\s11desk"), ""),
        (POSIX("/home/sam/dropbox-notes/s11desk"), "btrfs"),
        (POSIX("/home/boxer/s11desk"), "ext4"),
    ],
)
def test_a_usual_folder_is_not_special(folder: PurePath, mount_type: str) -> None:
    assert recognise_place(folder, {"OneDrive": ""}, mount_type) is None


def test_copies_of_sync_programs_are_recognised_and_our_own_are_not() -> None:
    copies = (
        "drafts (Sam's conflicted copy 2026-03-02).db",
        "drafts (conflicted copy).db",
        "drafts 2.db",
        "drafts (1).db",
        "drafts - Copy.db",
        "drafts-DESKTOP-ABC.db",
        "drafts.sync-conflict-20260302-120000-ABCDEFG.db",
        "drafts_conflict-20260302.db",
        "drafts (SFConflict amina@r.example 2026-03-02-12-00-00).db",
        "drafts.conflict1.db",
        "drafts_DESKTOP-ABC_Mar-02-120000-2026_Conflict.db",
        "drafts.db.conflict1",
        "drafts.db.Conflict",
    )
    others = (
        "drafts.db",
        "drafts-set-aside-2026-03-02-120000.db",
        "drafts-damaged-log-1.db",
        "drafts.db-wal",
        "a.db",
        "drafts.db.bak",
    )
    assert set(conflict_copies((*copies, *others))) == set(copies)
