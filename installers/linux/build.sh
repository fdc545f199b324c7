#!/bin/sh
# Builds for Linux into build/installers: the folder of the program, a package for Debian and Ubuntu, and a tarball.
# Needs Debian 12 or newer with python3, binutils and dpkg-dev; run it on the oldest system that the result is for.
set -eu
cd "$(dirname "$0")/../.."
umask 022
python=$(pwd)/.venv/bin/python
version=$("$python" -c 'import s11desk; print(s11desk.__version__)')
id=$("$python" -c 'import s11desk; print(s11desk.APPLICATION_ID)')
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct)}"
export SOURCE_DATE_EPOCH
day=$(date --utc --date="@$SOURCE_DATE_EPOCH" +%Y-%m-%d)
maintainer="s11desk <maintainers@s11desk.invalid>"
out=build/installers
work=$out/linux
rm -rf "$work"
mkdir -p "$work"

"$python" installers/layout/build_folder.py linux "$work/s11desk"
"$python" installers/layout/check_imports.py linux "$work/s11desk"

# The package.
root=$work/root
share=$root/usr/share
doc=$share/doc/s11desk
mkdir -p "$root/DEBIAN" "$root/usr/lib" "$root/usr/bin" "$share/man/man1" "$share/metainfo" "$doc" "$share/lintian/overrides"
cp -a "$work/s11desk" "$root/usr/lib/s11desk"
ln -s ../lib/s11desk/s11desk "$root/usr/bin/s11desk"
"$python" - "$share" <<'PROGRAM'
import sys
from pathlib import Path
from s11desk.app.desktop_entry import StartCommand, install_desktop_entry
install_desktop_entry(Path(sys.argv[1]), StartCommand(("/usr/bin/s11desk",)))
PROGRAM
fill() { sed -e "s/@VERSION@/$version/g" -e "s/@DATE@/$day/g" -e "s/@ID@/$id/g" "$1"; }
fill installers/linux/s11desk.1.in | gzip -9n >"$share/man/man1/s11desk.1.gz"
fill installers/linux/metainfo.xml.in >"$share/metainfo/$id.metainfo.xml"
cp installers/linux/lintian-overrides "$share/lintian/overrides/s11desk"
"$python" installers/linux/copyright.py "$work/s11desk/licences" >"$doc/copyright"
printf 's11desk (%s) unstable; urgency=medium\n\n  * The changes are in NEWS.gz.\n\n -- %s  %s\n' \
    "$version" "$maintainer" "$(date --utc --date="@$SOURCE_DATE_EPOCH" -R)" | gzip -9n >"$doc/changelog.gz"
gzip -9nc CHANGELOG.md >"$doc/NEWS.gz"
find "$share" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
size=$(du -sk --apparent-size --exclude=DEBIAN "$root" | cut -f1)
libc=$(dpkg-query -W -f '${Version}' libc6 | cut -d- -f1)
depends="libc6 (>= $libc)$(sed -e '/^#/d' -e 's/^/, /' installers/linux/depends.txt | tr -d '\n')"
cat >"$root/DEBIAN/control" <<CONTROL
Package: s11desk
Version: $version
Architecture: amd64
Maintainer: $maintainer
Installed-Size: $size
Depends: $depends
Recommends: xdg-desktop-portal, xdg-utils
Section: misc
Priority: optional
Description: Section 11 safeguarding self-audits, offline
 An agency answers the questions of its safeguarding children partnership,
 attaches evidence, plans actions, signs, and returns one file, which the
 partnership can check without a server. Nothing goes over the network.
CONTROL
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
find "$root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz -z6 --build "$root" "$out/s11desk_${version}_amd64.deb" >/dev/null

# The tarball.
name=s11desk-$version-linux-x86_64
fill installers/linux/tarball-readme.txt.in >"$work/s11desk/README.txt"
find "$work/s11desk" -newermt "@$SOURCE_DATE_EPOCH" -exec touch --date="@$SOURCE_DATE_EPOCH" {} +
tar --create --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu \
    --transform="s,^s11desk,$name," --directory="$work" s11desk | xz -6 -T1 >"$out/$name.tar.xz"
rm -rf "$root"
ls -l "$out"/*.deb "$out"/*.tar.xz
