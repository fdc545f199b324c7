#!/bin/sh
# Runs a set-up script with a Python that is new enough. The environment's own interpreter is asked first, because it
# answers without a version manager in between.
for candidate in .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -ISc 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$candidate" -SE "$@"
    fi
done
echo "s11desk needs Python 3.11 or newer, and none was found." >&2
echo "Debian 12, Ubuntu 24.04 and newer have it:  apt-get install python3 python3-venv" >&2
exit 3
