#!/bin/sh
# Builds the wheel and installs it as people do, with uv and with pipx, each into a folder of its own. Then it runs the
# self-test of what is installed. Downloads the packages that the wheel asks for. Usage: installers/wheel/test.sh
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=$(readlink -f .venv/bin/python)
.venv/bin/python -m hatchling build --target wheel --directory "$work" >/dev/null
wheel=$(echo "$work"/*.whl)

try() {
    echo "$1: $("$work/$1/bin/s11desk" --version)"
    (
        cd /
        unset PYTHONPATH
        QT_QPA_PLATFORM=offscreen "$work/$1/bin/s11desk" self-test | tail -n 1
        XDG_DATA_HOME="$work/share" PATH="$work/$1/bin:$PATH" "$work/$1/bin/s11desk" desktop-entry install
        grep -F "Exec=$work/$1/bin/s11desk %f" "$work"/share/applications/*.desktop
        XDG_DATA_HOME="$work/share" "$work/$1/bin/s11desk" desktop-entry remove
    )
}

echo "uv tool install $(basename "$wheel")"
UV_TOOL_DIR=$work/uv/tools UV_TOOL_BIN_DIR=$work/uv/bin \
    .venv/bin/python -m uv tool install --quiet --python "$python" "$wheel"
try uv

echo "pipx install $(basename "$wheel")"
"$python" -m venv "$work/with-pipx"
"$work/with-pipx/bin/python" -m pip install --quiet --disable-pip-version-check pipx
PIPX_HOME=$work/pipx/home PIPX_BIN_DIR=$work/pipx/bin PIPX_DEFAULT_PYTHON=$python \
    "$work/with-pipx/bin/pipx" install --quiet "$wheel"
try pipx
