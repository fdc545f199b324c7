#!/bin/sh
# Builds for Windows on Linux, into build/installers: the set-up, and a zip of the folder for IT departments. Needs nsis,
# gcc-mingw-w64-x86-64, zip, and Python 3.13 for compiling (S11DESK_COMPILER names it where it is not on the path).
# With a certificate both launchers, the set-up and its uninstaller are signed by osslsigncode:
#   S11DESK_SIGN_PKCS12=FILE S11DESK_SIGN_PASSPHRASE_FILE=FILE [S11DESK_SIGN_TIMESTAMP=ADDRESS] installers/windows/build.sh
set -eu
cd "$(dirname "$0")/../.."
umask 022
here=$(pwd)/installers/windows
icons=$(pwd)/resources/app-icons
python=$(pwd)/.venv/bin/python
version=$("$python" -c 'import s11desk; print(s11desk.__version__)')
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH
out=$(pwd)/build/installers
work=$out/windows
rm -rf "$work"
mkdir -p "$work"

"$python" installers/layout/build_folder.py windows "$work/s11desk"
dll=$(basename "$(ls "$work"/s11desk/python3[0-9][0-9].dll)")

# The launchers.
sed -e "s/VERSION_NUMBERS/$(echo "$version" | tr . ,)/" -e "s/VERSION_TEXT/\"$version\"/" \
    -e "s,ICON_FILE,\"$icons/s11desk.ico\"," "$here/launcher.rc" >"$work/launcher.rc"
x86_64-w64-mingw32-windres --codepage=65001 -I "$here" "$work/launcher.rc" -O coff -o "$work/resources.o"
compile() { # FILE OPTION …
    file=$1
    shift
    x86_64-w64-mingw32-gcc -Os -s -Wall -Wextra -municode -Wl,--no-insert-timestamp "-DPYTHON_DLL=L\"$dll\"" "$@" \
        "$here/launcher.c" "$work/resources.o" -o "$work/s11desk/$file"
}
compile s11desk.exe -mwindows -DWINDOW
compile s11deskc.exe

# The icons get the time of the commit too: the set-up keeps the time of each file.
mkdir "$work/icons"
cp "$icons"/*.ico "$work/icons/"

if [ -n "${S11DESK_SIGN_PKCS12:-}" ]; then
    for file in s11desk.exe s11deskc.exe; do "$here/sign.sh" "$work/s11desk/$file"; done
fi
find "$work/s11desk" "$work/icons" -exec touch --date="@$SOURCE_DATE_EPOCH" {} +

# The set-up. Its files are listed, since makensis takes those of a folder in the order of the disk; like beside like.
(cd "$work/s11desk" && find . -type f -printf '%P\n') | awk -F. '{ print $NF "\t" $0 }' | LC_ALL=C sort | cut -f2 |
    awk '{
        folder = "/" $0
        sub(/\/[^\/]*$/, "", folder)
        gsub("/", "\\", folder)
        if (NR == 1 || folder != last) print "SetOutPath \"$INSTDIR" folder "\""
        last = folder
        print "File \"${APP}/" $0 "\""
    }' >"$work/files.nsh"
set --
if [ -n "${S11DESK_SIGN_PKCS12:-}" ]; then set -- "-DSIGN=$here/sign.sh"; fi
makensis -V2 -NOCD "-DAPP=$work/s11desk" "-DFILES=$work/files.nsh" "-DOUT=$out/s11desk-$version-setup.exe" \
    "-DVERSION=$version" "-DICONS=$work/icons" "-DPYTHON_DLL=$dll" "$@" "$here/setup.nsi"

# The zip.
name=s11desk-$version-windows-x86_64
rm -f "$out/$name.zip"
ln -sfn s11desk "$work/$name"
(cd "$work" && find "$name/" | LC_ALL=C sort | TZ=UTC zip -q -9 -X "$out/$name.zip" -@)
rm "$work/$name"
ls -l "$out/s11desk-$version-setup.exe" "$out/$name.zip"
