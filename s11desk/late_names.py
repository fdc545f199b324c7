"""A package offers names of its modules, and imports a module when one of its names is first used.

This keeps slow libraries out of the start, and off the window's thread: the thread that first uses a name imports its
module. A package lists its names in a table; the type checker reads ordinary imports of the same names instead.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def late_names(package: str, offered: Mapping[str, tuple[str, ...]]) -> Callable[[str], object]:
    """The ``__getattr__`` of ``package``. ``offered``: the names of each module, by the module's full name."""
    module_of = {name: module for module, names in offered.items() for name in names}

    def find(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=sys.modules[package])
        value: object = getattr(import_module(module_of[name]), name)
        setattr(sys.modules[package], name, value)  # Python does not ask here again
        return value

    return find
