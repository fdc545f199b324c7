"""For the whole suite: Qt draws into memory, whatever display the developer sits at."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
