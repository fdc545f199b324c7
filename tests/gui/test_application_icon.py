"""The icon of the window, and the icons of documents: there in every size, and to be told apart at the smallest."""

from __future__ import annotations

import io
import itertools
import struct

import make_icons
import pytest
from PIL import Image
from PySide6.QtCore import QSize

from s11desk.app.home.paths import resources_folder
from s11desk.desktop.theme.icons import application_icon

FOLDER = resources_folder() / "app-icons"
NAMES = (make_icons.APPLICATION, *make_icons.DOCUMENTS)
GROUNDS = {"light": (255, 255, 255), "dark": (32, 32, 32)}


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_is_what_its_drawing_gives(name: str) -> None:
    """So that nobody changes a drawing and forgets the pictures. A few levels may differ with another Qt."""
    for size in make_icons.PNG_SIZES:
        kept = Image.open(FOLDER / str(size) / f"{name}.png").convert("RGBA")
        assert difference(kept, make_icons.draw(name, size)) < 1


@pytest.mark.parametrize("name", NAMES)
def test_windows_and_macos_have_every_size(name: str) -> None:
    with Image.open(FOLDER / f"{name}.ico") as icon:
        assert {width for width, _ in icon.info["sizes"]} == set(make_icons.ICO_SIZES)
    assert icns_sizes((FOLDER / f"{name}.icns").read_bytes()) == list(make_icons.ICNS_TYPES.values())


def icns_sizes(data: bytes) -> list[int]:
    sizes, place = [], 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place + 4 : place + 8])
        with Image.open(io.BytesIO(data[place + 8 : place + length])) as picture:
            sizes.append(picture.width)
        place += length
    return sizes


@pytest.mark.parametrize("ground", GROUNDS)
def test_no_two_icons_look_alike_in_the_smallest_size(ground: str) -> None:
    pictures = {name: on_ground(Image.open(FOLDER / "16" / f"{name}.png"), GROUNDS[ground]) for name in NAMES}
    for one, other in itertools.combinations(NAMES, 2):
        assert difference(pictures[one], pictures[other]) > 8, (one, other)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", NAMES)
def test_an_icon_stands_out_from_its_ground(name: str, ground: str) -> None:
    picture = on_ground(Image.open(FOLDER / "16" / f"{name}.png"), GROUNDS[ground])
    assert difference(picture, Image.new("RGB", (16, 16), GROUNDS[ground])) > 30


@pytest.mark.usefixtures("qtbot")
def test_the_window_has_the_icon_in_its_smallest_and_in_a_large_size() -> None:
    icon = application_icon()
    for size in (16, 256):
        assert icon.actualSize(QSize(size, size)) == QSize(size, size)


def on_ground(picture: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    result = Image.new("RGB", picture.size, ground)
    result.paste(picture, mask=picture.convert("RGBA"))
    return result


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of all levels, 0 to 255."""
    levels = zip(one.tobytes(), other.tobytes(), strict=True)
    return sum(abs(left - right) for left, right in levels) / len(one.tobytes())
