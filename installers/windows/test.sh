#!/bin/sh
# Smoke test of the set-up for Windows, on Linux under Wine, in a fresh prefix: silent installation, self-test, window on
# Qt's "windows" plugin with a picture, returns, locked returns and audits made there and opened here and the reverse,
# files opened by their type, refusals while it runs, removal, an upgrade over an older version. README.md says what Wine
# cannot show. Needs wine64, gcc-mingw-w64-x86-64, nsis, Xvfb, xdotool and imagemagick. Usage: installers/windows/test.sh
set -eu
cd "$(dirname "$0")/../.."
wine=$(command -v wine64 || echo /usr/lib/wine/wine64)
for program in "$wine" x86_64-w64-mingw32-gcc Xvfb xdotool import; do
    command -v "$program" >/dev/null || { echo "Missing: $program" >&2; exit 3; }
done
out=$(pwd)/build/installers
setup=$(ls -t "$out"/s11desk-*-setup.exe | head -n 1)
wine_files=$(pwd)/installers/windows/wine
pictures=$out/pictures
mkdir -p "$pictures"
work=$(mktemp -d)
export WINEPREFIX="$work/prefix" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml="
unset QT_QPA_PLATFORM PYTHONPATH PYTHONHOME
export S11DESK_PASSPHRASE="three plain words" S11DESK_NEW_PASSPHRASE="three plain words"
export S11DESK_FILE_PASSPHRASE="four words for files"
display=""
finish() {
    "${wine%/*}/wineserver" -k 2>/dev/null || wineserver -k 2>/dev/null || true
    [ -z "$display" ] || kill "$display" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp -noreset 3>"$work/display" 2>/dev/null &
display=$!
DISPLAY=:$(head -n 1 "$work/display")
export DISPLAY

under_wine() { # Python under Wine is killed by a plain file as standard input or output, so both are pipes
    { : | "$wine" "$@" 2>&1; echo $? >"$work/code"; } | tr -d '\r'
    return "$(cat "$work/code")"
}

"$wine" wineboot --init >/dev/null 2>&1
"$wine" winecfg -v win10 >/dev/null 2>&1
system=$WINEPREFIX/drive_c/windows/system32
x86_64-w64-mingw32-gcc -Os -s -shared "$wine_files/bcryptprimitives.c" -o "$system/bcryptprimitives.dll"
{
    echo '#include <stddef.h>'
    grep -v '^#' "$wine_files/icuuc-functions.txt" | while read -r name; do
        case $name in
            ucnv_open) echo "__declspec(dllexport) void *$name(const char *a, int *error) { (void)a; if (error) *error = 4; return NULL; }" ;;
            *) echo "__declspec(dllexport) void *$name(void) { return NULL; }" ;;
        esac
    done
} >"$work/icuuc.c"
x86_64-w64-mingw32-gcc -Os -s -shared "$work/icuuc.c" -o "$system/icuuc.dll"

user=$(ls "$WINEPREFIX/drive_c/users" | grep -v Public | head -n 1)
local=$WINEPREFIX/drive_c/users/$user/AppData/Local
program=$local/Programs/s11desk
c="C:\\users\\$user\\AppData\\Local\\Programs\\s11desk\\s11deskc.exe"
shared="$WINEPREFIX/drive_c/Ölberg & Straße"
mkdir "$shared"
w='C:\Ölberg & Straße'

"$wine" "$setup" /S
[ -f "$program/s11desk.exe" ]
echo "installed: $(under_wine "$c" --version), $(du -sm "$program" | cut -f1) MB"
"$wine" reg query 'HKCU\Software\Classes\.s11' 2>/dev/null | tr -d '\r' | grep -F s11desk.encrypted-return

.venv/bin/python installers/layout/check_imports.py windows "$program" "$wine" "$program/python.exe"

under_wine "$c" self-test --report "$w\\report.txt" >/dev/null || { cat "$shared/report.txt"; exit 1; }
grep -e ^Program -e ^System -e ^Python -e "first window" "$shared/report.txt"
tail -n 1 "$shared/report.txt"

under_wine "$c" demo "$w\\made there" >/dev/null
here() { .venv/bin/python -m s11desk --home "$work/home" "$@"; }
verified() { # COMMAND …: 4 is "unchanged, but nobody has confirmed who signed it"
    code=0
    "$@" >"$work/verdict.txt" || code=$?
    cut -c1-200 "$work/verdict.txt"
    [ "$code" = 4 ] || { echo "not verified: $code" >&2; exit 1; }
}
verified .venv/bin/python -m s11desk verify --deep "$shared/made there/"*.zip
.venv/bin/python -m s11desk demo "$shared/made here" 2>/dev/null >/dev/null
verified under_wine "$c" verify --deep "$w\\made here\\*.zip"
echo "returns made on one system verify on the other; a wildcard is expanded"

under_wine "$c" lock "$w\\made there\\*.zip" "$w\\locked there.zip.s11" >/dev/null
here lock "$shared/made here/"*.zip "$shared/locked here.zip.s11" >/dev/null
here decrypt "$shared/locked there.zip.s11" "$shared/opened here" >/dev/null
under_wine "$c" decrypt "$w\\locked here.zip.s11" "$w\\opened there" >/dev/null
cmp "$shared/made there/"*.zip "$shared/opened here/"*.zip
cmp "$shared/made here/"*.zip "$shared/opened there/"*.zip
echo "returns locked on one system are opened on the other"

for home in "$shared/old" "$work/old"; do
    mkdir "$home"
    tar -C "$home" -xf tests/golden/homes/commit-49b4c43.tar.xz
done
under_wine "$c" --home "$w\\old" show cf0f-e7j0 --json >"$work/old-there.json"
.venv/bin/python -m s11desk --home "$work/old" show cf0f-e7j0 --json >"$work/old-here.json"
cmp "$work/old-there.json" "$work/old-here.json"
grep -q "Kept “as it was”" "$work/old-there.json"
under_wine "$c" --home "$w\\old" export cf0f-e7j0 "$w\\again" >/dev/null
verified .venv/bin/python -m s11desk verify --deep "$shared/again/"*.zip
echo "a home of commit 49b4c43 is opened, nothing is lost, its audit is signed again; text is printed as UTF-8"

take_picture() { # FILE: once nothing changes on the screen for five seconds; the page of a file comes after its check
    sleep 10
    seen=""
    for _ in 1 2 3 4 5 6 7 8; do
        now=$(import -window root rgb:- | sha256sum)
        [ "$now" != "$seen" ] || break
        seen=$now
        sleep 5
    done
    import -window root "$1"
}

# From an empty prefix to a finished return. "s11desk" is the installed program; what it says to people goes nowhere.
mkdir "$work/bin" "$work/return"
cat >"$work/bin/s11desk" <<COMMAND
#!/bin/sh
{ { : | "$wine" "$program/s11deskc.exe" "\$@"; echo \$? >"$work/code"; } 2>&1 1>&3 | cat >/dev/null; } 3>&1 | tr -d '\\r'
exit "\$(cat "$work/code")"
COMMAND
chmod 755 "$work/bin/s11desk"
samples=$(pwd)/resources/demo
(
    cd "$work/return"
    PATH=$work/bin:$PATH sh "$wine_files/../../linux/first_return.sh" "$samples"
)
verified .venv/bin/python -m s11desk verify --deep "$work/return/returned/"*.zip

audits() { sed -n 's/.*"id": *"\([0-9a-z-]*\)".*/\1/p' | sort; }
answers() { .venv/bin/python -c 'import json, sys; print(json.load(sys.stdin)["answers"])'; }
audit=$("$work/bin/s11desk" list --json | tr ',' '\n' | audits)
under_wine "$c" move copy "$audit" "$w\\to go on.s11draft" >/dev/null
here move in "$shared/to go on.s11draft" >/dev/null
taken=$(here list --json | tr ',' '\n' | audits)
[ "$("$work/bin/s11desk" show "$audit" --json | answers)" = "$(here show "$taken" --json | answers)" ]
echo "an audit that was begun there goes on here"

show_window() { # FILE PICTURE
    "$wine" start /unix "$program/s11desk.exe" ${1:+"$1"} >/dev/null 2>&1
    timeout 90 xdotool search --sync --onlyvisible --name s11desk >/dev/null
    take_picture "$pictures/windows-$2.png"
    echo "window shown: $pictures/windows-$2.png"
}
close_window() { # as the person closes it: Windows sends each of its windows a message, a question first
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
        "$wine" taskkill /IM s11desk.exe >/dev/null 2>&1 || true
        sleep 5
        xdotool search --onlyvisible --name s11desk >/dev/null 2>&1 || { sleep 5; return 0; }
    done
    echo "the window did not close" >&2
    import -window root "$pictures/windows-not-closed.png"
    exit 1
}
show_window "" first
code=0; "$wine" "$setup" /S || code=$?
[ "$code" = 4 ] || { echo "the set-up ended with $code while the program ran" >&2; exit 1; }
[ -f "$program/lib/s11desk/__main__.pyc" ]
echo "installing while it runs: refused with 4, nothing changed"
close_window

# Wine reads kinds of file only from the computer's half of the registry, so for the test they are copied there.
for key in .s11 .s11draft s11desk.encrypted-return s11desk.audit; do
    "$wine" reg copy "HKCU\\Software\\Classes\\$key" "HKLM\\Software\\Classes\\$key" /s /f >/dev/null 2>&1
done
for file in "locked here.zip.s11" "to go on.s11draft"; do
    "$wine" start /unix "$shared/$file" >/dev/null 2>&1
    timeout 90 xdotool search --sync --onlyvisible --name s11desk >/dev/null
    take_picture "$pictures/windows-by-type-${file##*.}.png"
    echo "opened by its kind: $pictures/windows-by-type-${file##*.}.png"
    close_window
done

before=$(cd "$local/s11desk" && find . -name '*.db' -exec sha256sum {} + | sort | sha256sum)
"$wine" "$program/uninstall.exe" /S >/dev/null 2>&1
timeout 60 sh -c "while [ -e '$program' ]; do sleep 1; done" || { ls "$program" >&2; exit 1; }
! "$wine" reg query 'HKCU\Software\s11desk' >/dev/null 2>&1
! "$wine" reg query 'HKCU\Software\Classes\s11desk.encrypted-return' >/dev/null 2>&1
[ ! -e "$WINEPREFIX/drive_c/users/$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/s11desk.lnk" ]
after=$(cd "$local/s11desk" && find . -name '*.db' -exec sha256sum {} + | sort | sha256sum)
[ "$before" = "$after" ]
echo "removed: folder, shortcut and keys are gone, the drafts are untouched"
# A set-up reads /D= without quotation marks, which Wine would put round one word with spaces.
"$wine" "$setup" /S '/D=C:\Ölberg' '&' 'Straße\a' place
[ -f "$shared/a place/s11desk.exe" ]
echo "installed into another folder, with spaces and letters of other languages"
"$wine" "$shared/a place/uninstall.exe" /S >/dev/null 2>&1
timeout 60 sh -c "while [ -e '$shared/a place' ]; do sleep 1; done"

# An older version with drafts, and this one installed over it.
rm -r "$local/s11desk"
older=$(installers/older.sh windows)
"$wine" "$older" /S
echo "older: $(under_wine "$c" --version)"
mkdir "$work/older"
(
    cd "$work/older"
    PATH=$work/bin:$PATH sh "$wine_files/../../linux/first_return.sh" "$samples"
)
begun=$("$work/bin/s11desk" new wscp-early-help-2025-26 --agency "Ölberg & Söhne")
"$work/bin/s11desk" attach "$begun" case-study "$samples/good-practice-example.pdf" >/dev/null
"$work/bin/s11desk" list --json | tr ',' '\n' | audits >"$work/audits.txt"
for audit in $(cat "$work/audits.txt"); do "$work/bin/s11desk" show "$audit" --json >"$work/older-$audit.json"; done
"$wine" start /unix "$program/s11desk.exe" >/dev/null 2>&1
timeout 90 xdotool search --sync --onlyvisible --name s11desk >/dev/null
sleep 10
code=0; "$wine" "$setup" /S || code=$?
[ "$code" = 4 ] || { echo "the set-up ended with $code while the older program ran" >&2; exit 1; }
close_window
"$wine" "$setup" /S
[ "$(under_wine "$c" --version)" = "$(here --version)" ]
diff -rq "$program" "$out/windows/s11desk" | grep -v -e '^Only in [^:]*s11desk: [a-z-]*\.ico$' -e ': uninstall.exe$' && exit 1
"$wine" reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\s11desk' /v DisplayVersion | tr -d '\r' |
    grep -qF "$(here --version | sed 's/.* //')"
[ "$("$work/bin/s11desk" list --json | tr ',' '\n' | audits)" = "$(cat "$work/audits.txt")" ]
for audit in $(cat "$work/audits.txt"); do
    "$work/bin/s11desk" show "$audit" --json | cmp - "$work/older-$audit.json"
done
again=$("$work/bin/s11desk" export "$(grep -v "$begun" "$work/audits.txt")" "$w\\after the upgrade")
verified .venv/bin/python -m s11desk verify --deep "$shared/after the upgrade/"*.zip
show_window "" upgraded
close_window
echo "installed over an older version: nothing of it is left, and its $(wc -l <"$work/audits.txt") audits are as they were"
echo "The set-up for Windows passed under $("$wine" --version)."
