#!/bin/sh
# Builds the set-up or the Debian package of an earlier commit under a lower version number, for the tests of upgrading,
# and prints its path. It is packed quickly, not small, and kept in the cache. Usage: installers/older.sh windows|linux
set -eu
cd "$(dirname "$0")/.."
commit=468f6fe9fd597331c3b69fc4a695b3000f1e287f # its drafts have schema 6
version=0.0.9
cache=$(mkdir -p "${S11DESK_BUILD_CACHE:-build/cache}" && cd "${S11DESK_BUILD_CACHE:-build/cache}" && pwd)
case $1 in
    windows) name=s11desk-$version-setup.exe ;;
    linux) name=s11desk_${version}_amd64.deb ;;
    *) echo "usage: installers/older.sh windows|linux" >&2; exit 2 ;;
esac
kept=$cache/older-$(echo $commit | cut -c1-12)
if [ ! -f "$kept/$name" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    git archive "$commit" >"$work/source.tar" || { echo "This copy of the repository begins after $commit." >&2; exit 3; }
    mkdir "$work/source"
    tar -C "$work/source" -xf "$work/source.tar"
    ln -s "$(pwd)/.venv" "$work/source/.venv"
    (
        cd "$work/source"
        sed -i "s/^__version__ = .*/__version__ = \"$version\"/" s11desk/__init__.py
        sed -i 's,^SetCompressor .*,SetCompressor zlib,' installers/windows/setup.nsi
        sed -i -e '/^# The zip/,$d' installers/windows/build.sh
        sed -i -e '/^# The tarball/,$d' -e 's/-Zxz -z6/-Zgzip -z1/' installers/linux/build.sh
        SOURCE_DATE_EPOCH=$(git -C "$OLDPWD" log -1 --format=%ct "$commit") S11DESK_BUILD_CACHE=$cache "installers/$1/build.sh"
    ) >&2
    mkdir -p "$kept"
    mv "$work/source/build/installers/$name" "$kept/$name"
fi
echo "$kept/$name"
