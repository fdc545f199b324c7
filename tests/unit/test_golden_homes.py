"""Each earlier schema version has a home that its own code wrote; tests/app/test_earlier_versions.py opens them."""

from __future__ import annotations

from pathlib import Path

from s11desk.store.checks.check_file import SCHEMA_VERSION

HOMES = Path(__file__).parents[1] / "golden" / "homes"


def test_every_earlier_schema_version_has_a_home() -> None:
    """Make the home before you add a migration: tests/golden/homes/README.md says how."""
    kept = {path.name for path in HOMES.glob("schema-*.tar.xz")}
    assert kept >= {f"schema-{version}.tar.xz" for version in range(1, SCHEMA_VERSION)}
