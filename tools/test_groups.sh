#!/bin/sh
# The whole test suite on the two processor cores that a computer has at least. Three workers each take the next group of
# folders that nobody has taken, so all end at about the same time: a third of the time, tests wait for a disk or a pause.
# The first worker checks the types before. Prints what a group says once it is done. Ends with 0 if all pass.
# What the tests write is in memory where there is room for it: a disk takes many times as long to say that it has a file.
set -u
groups="2 5 1 7 3 8 6 4 9 10"
# Those of the window wait half of the time, so others begin beside them. The shortest come last.
results=build/test-groups

folders() { # of the group $1; the last has everything that no other names
    case "$1" in
        1) echo tests/gui/test_[e-k]*.py ;;
        2) echo tests/gui/atspi tests/gui/test_[a-d]*.py ;;
        3) echo tests/gui/test_[l-r]*.py ;;
        4) echo tests/gui/test_[s-z]*.py ;;
        5) echo tests/architecture tests/signing ;;
        6) echo tests/e2e tests/kills tests/power ;;
        7) echo tests/app tests/cli ;;
        8) echo tests/topics tests/report ;;
        9) echo tests/bundle tests/evidence ;;
        10)
            echo tests
            for other in 1 2 3 4 5 6 7 8 9; do
                for folder in $(folders "$other"); do echo "--ignore=$folder"; done
            done
            ;;
    esac
}

memory_with_room() { # a folder in memory, if two gigabytes are free there
    free=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
    [ "${free:-0}" -gt 2000000 ] && mktemp -d /dev/shm/s11desk-tests.XXXXXX
}

run_next_groups() {
    # shellcheck disable=SC2086 # each is one number or nothing
    trap 'kill $running $worker 2>/dev/null; exit 1' INT TERM HUP
    for group in $groups; do
        mkdir "$results/$group" 2>/dev/null || continue # the other worker has it
        # shellcheck disable=SC2046 # the folders are words
        .venv/bin/python -m pytest -q ${memory:+--basetemp="$memory/$group"} $(folders "$group") >"$results/$group/output.txt" 2>&1 &
        running=$!
        wait "$running" && : >"$results/$group/passed"
        cat "$results/$group/output.txt"
    done
}

export QT_QPA_PLATFORM=offscreen
rm -rf "$results"
mkdir -p "$results"
memory=$(memory_with_room)
trap 'rm -rf "$memory"' EXIT
running="" worker=""
run_next_groups &
second=$!
run_next_groups &
third=$!
trap 'kill "$second" "$third" 2>/dev/null; exit 1' INT TERM HUP
.venv/bin/python -m mypy
types_result=$?
worker="$second $third"
run_next_groups
wait "$second" "$third"
for group in $groups; do
    # shellcheck disable=SC2046 # on one line
    [ -e "$results/$group/passed" ] || { echo "not passed:" $(folders "$group"); types_result=1; }
done
[ "$types_result" -eq 0 ]
