"""The one style sheet. Its pixels do not follow the font, so every size in it is scaled."""

from __future__ import annotations

from collections.abc import Callable
from string import Template

from s11desk.desktop.theme.tokens import TYPE, Colours

_SHEET = Template("""
* { font-family: "$family"; font-size: ${body}px; color: $text; widget-animation-duration: 0; }
QMainWindow, QDialog, QScrollArea, QScrollArea > QWidget > QWidget[ground="page"] { background: $ground; }
QScrollArea { border: none; }
QToolTip { background: $panel; color: $text; border: 1px solid $edge; padding: ${p4}px; }

QLabel { background: transparent; }
QLabel[hangs="true"] { padding-left: ${p2}px; }
QLabel[hangs="true"][kind="heading"] { padding-left: ${p3}px; }
QLabel[hangs="true"][kind="title"] { padding-left: ${p4}px; }
QLabel[kind="sheet"] { background: $panel; color: $quiet; border: 1px solid $edge; }
QLabel[kind="title"] { font-size: ${title}px; font-weight: bold; }
QLabel[kind="heading"] { font-size: ${heading}px; font-weight: bold; }
QLabel[kind="strong"] { font-weight: bold; }
QLabel[kind="quiet"], QLabel[kind="caption"] { color: $quiet; }
QLabel[kind="small"] { color: $quiet; font-size: ${small}px; }
QLabel[kind="error"] { color: $danger; font-weight: bold; }
QLabel[kind="good"] { color: $good; font-weight: bold; }

QLineEdit, QPlainTextEdit, QComboBox {
  background: $ground; border: 1px solid $edge; border-radius: ${radius}px; padding: ${p6}px ${p8}px;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $hint;
}
QLineEdit, QComboBox { min-height: ${p20}px; }
QPlainTextEdit { padding: ${p4}px ${p4}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $raised; color: $disabled; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid $danger; }
QLineEdit[found="true"] { border: 2px solid $accent; background: $accent_soft; }
QComboBox::drop-down { border: none; width: ${p28}px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url("icons:arrows/$arrow.svg"); width: ${p16}px; height: ${p16}px; }
QComboBox QAbstractItemView { background: $ground; border: 1px solid $edge; selection-background-color: $accent_soft;
  selection-color: $text; outline: none; }

QPushButton { background: $raised; border: 1px solid $edge; border-radius: ${radius}px;
  padding: ${p8}px ${p16}px; min-height: ${p18}px; }
QPushButton:hover { background: $accent_soft; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { background: $ground; color: $disabled; border: 1px dashed $disabled_edge; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: bold; }
QPushButton[kind="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[kind="primary"]:disabled { background: $raised; border: 1px dashed $disabled_edge;
  color: $disabled; }
QPushButton#big { font-size: ${heading}px; padding: ${p12}px ${p28}px; }
QPushButton[kind="link"] { background: transparent; border: none; color: $accent;
  padding: ${p4}px ${p4}px ${p4}px 0; text-align: left; }
QPushButton[kind="link"]#change { padding: ${p1}px ${p4}px ${p3}px 0; min-height: ${p20}px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:disabled { border: none; background: transparent; }
QPushButton[kind="tab"] { background: transparent; border-bottom-left-radius: 0; border-bottom-right-radius: 0;
  padding: ${p8}px ${p12}px; }
QPushButton[kind="tab"]:hover { background: $accent_soft; }
QPushButton[kind="tab"][chosen="true"] { background: $accent_soft; border-bottom: ${p4}px solid $accent;
  font-weight: bold; padding-bottom: ${p6}px; }
QPushButton[kind="error-link"] { background: transparent; border: none; color: $danger; padding: ${p2}px ${p2}px;
  text-align: left; text-decoration: underline; }
QToolButton { background: transparent; border: none; border-radius: ${radius}px; padding: ${p6}px; }
QToolButton:hover { background: $accent_soft; }
QGroupBox { border: none; margin: 0; padding: 0; background: transparent; }
QCheckBox { spacing: ${p8}px; background: transparent; }

QFrame[kind="side"], QFrame[kind="side"] QScrollArea, QListWidget { background: $panel; border: none; }
QListView[kind="names"] { background: $ground; border: 1px solid $edge; outline: none; }
QListView[kind="names"]::item { padding: ${p6}px ${p8}px; color: $text; }
QListView[kind="names"]::item:selected { background: $accent; color: $on_accent; }
QListWidget[kind="lines"]::item { padding: ${p6}px ${p8}px; color: $text; }
QListWidget[kind="lines"]::item:selected { background: $accent_soft; color: $text; }
QFrame[kind="side"] QWidget[ground="side"] { background: $panel; }
QFrame[kind="side"] { border-right: 1px solid $line; }
QFrame[kind="bar"] { background: $ground; border: none; border-bottom: 1px solid $line; }
QFrame[kind="footer"] { background: $ground; border: none; border-top: 1px solid $line; }
QFrame[kind="side-foot"] { background: transparent; border: none; border-top: 1px solid $line; }
QTableView { background: $ground; border: 1px solid $edge; gridline-color: $line; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QTableView::item { padding: 0 ${p4}px; color: $text; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QTableView QTableCornerButton::section, QHeaderView { background: $panel; border: none; }
QHeaderView::section { background: $panel; color: $text; border: none; border-right: 1px solid $line;
  border-bottom: 1px solid $line; padding: ${p4}px ${p6}px; }
QFrame[kind="card"] { background: $raised; border: 1px solid $frame; border-radius: ${radius}px; }
QFrame[kind="panel"] { background: $panel; border: 1px solid $frame; border-radius: ${radius}px; }
QFrame[kind="reveal"] { border: none; border-left: ${p4}px solid $line; background: transparent; }
QFrame[kind="needed"] { background: $panel; border: 2px solid $frame; border-radius: ${radius}px; }
QFrame[kind="problem"] { background: $danger_soft; border: 2px solid $danger; border-radius: ${radius}px; }
QFrame[kind="done"] { background: $accent_soft; border: 2px solid $accent; border-radius: ${radius}px; }
QFrame[kind="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QProgressBar { background: $track; border: 1px solid $track_edge; border-radius: ${p4}px;
  max-height: ${p6}px; min-height: ${p6}px; }
QProgressBar::chunk { background: $good; border-radius: ${p3}px; }

QDialog QPushButton:focus, QDialog QPushButton[kind="primary"]:focus, QDialog QToolButton:focus {
  background: $ring; color: $ring_line; border: 2px solid $ring_line; }
QDialog QLineEdit:focus, QDialog QComboBox:focus, QDialog QPlainTextEdit:focus, QDialog QAbstractItemView:focus,
QDialog QCheckBox:focus, QDialog QRadioButton:focus { border: 2px solid $text; }

QMenuBar { background: $ground; border-bottom: 1px solid $line; padding: ${p2}px ${p6}px; }
QMenuBar::item { padding: ${p6}px ${p10}px; background: transparent; border-radius: ${radius}px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $ground; border: 1px solid $edge; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p28}px ${p6}px ${p28}px; border-radius: ${radius}px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p8}px; }

QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar::handle:vertical { background: $edge; border-radius: ${p4}px; min-height: ${p28}px; margin: ${p2}px; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle:horizontal { background: $edge; border-radius: ${p4}px; min-width: ${p28}px; margin: ${p2}px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")

_LEAST_BAR = 16
"""Pixels across a bar to scroll: 12 for the handle, which a person has to hit, and its margins."""
_PIXELS = (1, 2, 3, 4, 6, 8, 10, 12, 16, 18, 20, 28)


def style_sheet(colours: Colours, family: str, pixels: Callable[[float], int]) -> str:
    """``pixels`` turns a size at 100 % into one on this screen. The search path ``icons`` must be set.

    A sheet takes pictures from files only, and gives them no colour: there is a file for each colour of the arrow.
    """
    sizes = {f"p{number}": pixels(number) for number in _PIXELS}
    return _SHEET.substitute(
        family=family,
        title=pixels(TYPE.title),
        heading=pixels(TYPE.heading),
        body=pixels(TYPE.body),
        small=pixels(TYPE.small),
        radius=pixels(4),
        bar=max(pixels(12), _LEAST_BAR),
        arrow=colours.quiet.removeprefix("#"),
        **colours._asdict(),
        **sizes,
    )
