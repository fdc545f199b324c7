#!/bin/sh
# The whole test suite in two processes, since a computer has two cores or more. The halves take about the same time.
# The first checks the types before, and prints as it runs; then comes what the second has printed. Ends with 0 if all pass. The folders of the first
# half can be given, and then those of the second after "--".
set -u
first="tests/gui tests/architecture tests/power tests/signing"
second="tests"
for folder in $first; do
    second="$second --ignore=$folder"
done
if [ $# -gt 0 ]; then
    first=""
    while [ $# -gt 0 ] && [ "$1" != "--" ]; do
        first="$first $1"
        shift
    done
    shift
    second="$*"
fi
export QT_QPA_PLATFORM=offscreen
mkdir -p build
# shellcheck disable=SC2086 # the folders are words
.venv/bin/python -m pytest -q $second >build/second-half.txt 2>&1 &
second_process=$!
trap 'kill "$second_process" 2>/dev/null' INT TERM HUP
.venv/bin/python -m mypy
types_result=$?
# shellcheck disable=SC2086 # the folders are words
.venv/bin/python -m pytest -q $first
first_result=$?
wait "$second_process"
second_result=$?
cat build/second-half.txt
[ "$types_result" -eq 0 ] && [ "$first_result" -eq 0 ] && [ "$second_result" -eq 0 ]
