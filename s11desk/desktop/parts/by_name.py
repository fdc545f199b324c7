"""Values of Qt's enumerations by their names.

PySide makes all 93 enumerations of the ``Qt`` namespace when Python first reads one of them, which takes a tenth of the
time until the first paint (docs/adr/0008-window.md). Qt itself knows the values of its properties by name.
"""

from __future__ import annotations

from PySide6.QtCore import QObject


def set_by_name(target: QObject, name: str, value: str) -> None:
    """Set the property ``name`` of ``target`` to one of the values of its enumeration, such as ``"ClickFocus"``.

    Raises ``ValueError`` if Qt knows no such property or value.
    """
    if not target.setProperty(name, value):
        raise ValueError(f"{target.metaObject().className()} has no {name} {value}")
