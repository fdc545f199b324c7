"""PySide: importing it replaces Python's ``import`` for the whole process.

The replacement reads the source of each module that is imported later, to see whether it asks for PySide's
alternative names (``from __feature__ import ...``). No module of ours does.

Seen with PySide 6.11.3 on CPython 3.11, 2026-11-29: replaced, by ``__feature_import__``. In the start of the window
it took 8 ms; of importing what signing needs it took a fifth.
Worked around in ``s11desk/desktop/start.py``: ``begin_application`` puts Python's own import back.
Delete this, and that line, when it prints "not replaced".
"""

import builtins

before = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 - importing it is what is tried

print("not replaced" if builtins.__import__ is before else f"replaced by {builtins.__import__}")
