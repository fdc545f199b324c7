"""Settings for all tests: Qt draws into memory and not on the developer's display."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
