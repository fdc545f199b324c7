#!/bin/sh
# Tries the Debian package as a new user would: on a fresh Debian 12 and a fresh Debian 13 without Python, as an ordinary
# user, with a window on a display, from nothing to a finished return, its removal, and an upgrade over an older version.
# Needs root, debootstrap, Xvfb, xdotool and imagemagick. Usage: installers/linux/test.sh [SUITE …]
set -eu
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || { echo "This test makes fresh roots, so it needs root." >&2; exit 3; }
[ "${APART:-}" = yes ] || APART=yes exec unshare --mount --propagation private "$0" "$@" # its mounts end with it
for program in debootstrap Xvfb xdotool; do
    command -v "$program" >/dev/null || { echo "Missing: $program" >&2; exit 3; }
done
cache=${S11DESK_BUILD_CACHE:-build/cache}
out=$(pwd)/build/installers
package=$(ls -t "$out"/s11desk_*_amd64.deb | head -n 1)
old_home=$(pwd)/tests/golden/homes/commit-49b4c43.tar.xz
pictures=$out/pictures
mkdir -p "$cache" "$pictures"
older=$(installers/older.sh linux)
work=$(mktemp -d)
display=""
finish() {
    [ -z "$display" ] || kill "$display" 2>/dev/null || true
    for root in "$work"/*/; do umount "$root/proc" "$root/dev" 2>/dev/null || true; done
    rm -rf --one-file-system "$work"
}
trap finish EXIT

fresh_root() { # SUITE ROOT
    if [ ! -f "$cache/root-$1.tar" ]; then
        debootstrap --variant=minbase "$1" "$work/new-$1" >"$out/debootstrap-$1.txt"
        tar --one-file-system -C "$work/new-$1" -cf "$cache/root-$1.tar" .
        rm -rf "$work/new-$1"
    fi
    mkdir -p "$2"
    tar -C "$2" -xf "$cache/root-$1.tar"
    mount --bind /proc "$2/proc"
    mount --bind /dev "$2/dev"
}

inside() { # ROOT COMMAND …: as root in the fresh system
    root=$1
    shift
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"
}

as_kim() { # ROOT COMMAND: as an ordinary user, with the display
    env -i PATH=/usr/bin:/bin:/usr/sbin LC_ALL=C.UTF-8 DISPLAY="$screen" HOME=/home/kim USER=kim \
        S11DESK_PASSPHRASE="three plain words" S11DESK_NEW_PASSPHRASE="three plain words" \
        chroot --userspec=1000:1000 "$1" sh -ec "cd; $2"
}

try_suite() {
    echo "== $1"
    root=$work/$1
    fresh_root "$1" "$root"
    inside "$root" apt-get update -qq
    ! ls "$root"/usr/bin/python3* 2>/dev/null
    cp "$package" "$root/s11desk.deb"
    inside "$root" apt-get install -qq --yes --no-install-recommends /s11desk.deb >"$out/apt-$1.txt" 2>&1
    inside "$root" useradd --create-home --uid 1000 --shell /bin/sh kim
    ! ls "$root"/usr/bin/python3* 2>/dev/null
    echo "installed: $(as_kim "$root" "s11desk --version"), no Python of the system"

    # what is in *.libs is found through the module that asks for it, which is looked at
    missing=$(inside "$root" sh -c 'find /usr/lib/s11desk -name "*.libs" -prune -o \( -name "*.so*" -o -name "python3*[0-9]" \) -print | xargs ldd 2>/dev/null | grep "not found" | sort -u' || true)
    [ -z "$missing" ] || { echo "missing libraries: $missing" >&2; exit 1; }
    as_kim "$root" "s11desk self-test 2>/dev/null" >"$out/self-test-$1.txt" || { cat "$out/self-test-$1.txt"; exit 1; }
    grep -e ^System -e ^Python -e "first window" "$out/self-test-$1.txt"
    tail -n 1 "$out/self-test-$1.txt"

    as_kim "$root" "s11desk demo out 2>/dev/null; s11desk verify --deep out/*.zip || [ \$? = 4 ]" | tail -n 2
    cp "$old_home" "$root/home/kim/old.tar.xz"
    mkdir "$root/home/kim/old"
    tar -C "$root/home/kim/old" -xf "$old_home"
    chown -R 1000:1000 "$root/home/kim"
    as_kim "$root" "s11desk --home old show cf0f-e7j0 --json" >"$work/old.json"
    grep -q "Kept “as it was”" "$work/old.json"
    as_kim "$root" "s11desk --home old export cf0f-e7j0 again 2>/dev/null && { s11desk verify again/*.zip || [ \$? = 4 ]; }" | tail -n 1
    echo "a home of commit 49b4c43 is opened, nothing is lost, and its audit is signed again"

    cp installers/linux/first_return.sh "$root/home/kim/"
    as_kim "$root" "sh first_return.sh /usr/lib/s11desk/lib/resources/demo" | tail -n 1

    show_window "$1" "" "s11desk" first
    show_window "$1" "$(as_kim "$root" 'echo /home/kim/out/*.zip')" "s11desk" return

    before=$(cd "$root/home/kim/.local/share/s11desk" && find . -type f -exec sha256sum {} + | sort | sha256sum)
    inside "$root" apt-get purge -qq --yes s11desk >/dev/null 2>&1
    left=$(find "$root/usr" "$root/etc" "$root/opt" "$root/var/lib/dpkg/info" -name "*s11desk*" 2>/dev/null)
    [ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
    after=$(cd "$root/home/kim/.local/share/s11desk" && find . -type f -exec sha256sum {} + | sort | sha256sum)
    [ "$before" = "$after" ] || { echo "the person's data changed" >&2; exit 1; }
    inside "$root" apt-get install -qq --yes --no-install-recommends /s11desk.deb >/dev/null 2>&1
    as_kim "$root" "s11desk list" | tail -n 1
    echo "removed: nothing is left but the person's data; installed again: it is there"
    try_upgrade "$root"
    umount "$root/proc" "$root/dev"
    rm -rf --one-file-system "$root"
}

try_upgrade() { # ROOT: an older version with drafts, and this one installed over it
    as_kim "$1" "rm -r .local/share/s11desk; mkdir older"
    cp "$older" "$1/older.deb"
    inside "$1" apt-get install -qq --yes --no-install-recommends --allow-downgrades /older.deb >/dev/null 2>&1
    echo "older: $(as_kim "$1" "s11desk --version")"
    as_kim "$1" "cd older; sh ../first_return.sh /usr/lib/s11desk/lib/resources/demo" >/dev/null
    as_kim "$1" 's11desk new wscp-early-help-2025-26 --agency "Ölberg & Söhne" 2>/dev/null' >"$work/begun.txt"
    as_kim "$1" "s11desk attach $(cat "$work/begun.txt") case-study /usr/lib/s11desk/lib/resources/demo/toolbox-display.jpg" >/dev/null 2>&1
    every_audit "$1" >"$work/before.txt"
    inside "$1" apt-get install -qq --yes --no-install-recommends /s11desk.deb >/dev/null 2>&1
    wrong=$(inside "$1" dpkg --verify s11desk)
    [ -z "$wrong" ] || { echo "$wrong" >&2; exit 1; }
    inside "$1" dpkg -L s11desk | sort >"$work/listed.txt"
    stray=$(inside "$1" find /usr/lib/s11desk | sort | comm -13 "$work/listed.txt" -)
    [ -z "$stray" ] || { echo "left of the older version: $stray" >&2; exit 1; }
    every_audit "$1" | cmp - "$work/before.txt"
    signed=$(grep -v -x -F -f "$work/begun.txt" "$work/ids.txt")
    as_kim "$1" "s11desk export $signed after-upgrade 2>/dev/null && { s11desk verify after-upgrade/*.zip || [ \$? = 4 ]; }" >/dev/null
    echo "$(as_kim "$1" "s11desk --version") over it: its $(wc -l <"$work/ids.txt") audits are as they were, and one is signed again"
}

every_audit() { # ROOT: everything in each audit, as JSON
    as_kim "$1" "s11desk list --json" | tr ',' '\n' | sed -n 's/.*"id": *"\([0-9a-z-]*\)".*/\1/p' | sort >"$work/ids.txt"
    while read -r id; do as_kim "$1" "s11desk show $id --json" </dev/null; done <"$work/ids.txt"
}

take_picture() { # FILE: once nothing changes on the screen for five seconds; the page of a file comes after its check
    sleep 10
    seen=""
    for _ in 1 2 3 4 5 6 7 8; do
        now=$(DISPLAY=$screen import -window root rgb:- | sha256sum)
        [ "$now" != "$seen" ] || break
        seen=$now
        sleep 5
    done
    DISPLAY=$screen import -window root "$1"
}

show_window() { # SUITE FILE TITLE PICTURE
    as_kim "$work/$1" "exec s11desk '$2'" >"$out/window-$1.txt" 2>&1 &
    window=$!
    DISPLAY=$screen timeout 60 xdotool search --sync --onlyvisible --name "$3" >/dev/null
    take_picture "$pictures/$1-$4.png"
    pkill -TERM -P "$window" # the shell that runs the window passes no signal on
    wait "$window" || { echo "the window ended with $?" >&2; cat "$out/window-$1.txt" >&2; exit 1; }
    echo "window shown and closed: $pictures/$1-$4.png"
}

mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp -noreset 3>"$work/display" 2>/dev/null &
display=$!
screen=:$(head -n 1 "$work/display")
for suite in ${*:-bookworm trixie}; do
    try_suite "$suite"
done
echo "The Debian package passed on ${*:-bookworm trixie}."
