"""The tokens as a QPalette, for everything the style draws by itself: menus, native-looking dialogs, calendars."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from s11desk.desktop.theme.tokens import Colours


def palette(colours: Colours) -> QPalette:
    result = QPalette()
    role = QPalette.ColorRole
    for wanted, colour in {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.ground,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.panel,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.hint,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Mid: colours.line,
        role.Dark: colours.edge,
    }.items():
        result.setColor(wanted, QColor(colour))
    for dimmed in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, dimmed, QColor(colours.disabled))
    return result
