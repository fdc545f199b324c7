"""The folder of a person's data: found without a slow library, and the same as that library finds."""

from __future__ import annotations

import sys

import pytest
from platformdirs import user_data_path

from s11desk.app.home.paths import default_home


@pytest.mark.skipif(sys.platform != "linux", reason="on other systems the library is asked")
@pytest.mark.parametrize("data", [None, "", "share", "/srv/data", "/srv/data/"])
@pytest.mark.parametrize("person", [None, "", "sam", "/home/sam", "/home/sam/"])
def test_the_folder_is_that_of_the_xdg_rules(
    data: str | None, person: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("XDG_DATA_HOME", data), ("HOME", person)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert default_home().folder == user_data_path("s11desk", appauthor=False, roaming=False)
