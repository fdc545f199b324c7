#!/bin/sh
# Builds s11desk.app and a disk image on macOS 13 or newer with Apple silicon, into build/installers. It has NOT been run
# yet: no Mac was at hand. The workflow of installers/ci runs it.
#
# Unlike Windows and Linux, the program is a virtual environment's packages beside a framework Python that the person who
# builds has installed from python.org, copied into the bundle. With S11DESK_CODESIGN (the name of a Developer ID) it is
# signed; with S11DESK_NOTARY (a keychain profile of notarytool) it is notarised too.
set -eu
cd "$(dirname "$0")/../.."
python=$(pwd)/.venv/bin/python
version=$("$python" -c 'import s11desk; print(s11desk.__version__)')
id=$("$python" -c 'import s11desk; print(s11desk.APPLICATION_ID)')
out=$(pwd)/build/installers
app=$out/macos/s11desk.app
rm -rf "$out/macos"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
fill() { sed -e "s/@VERSION@/$version/g" -e "s/@ID@/$id/g" "$1"; }
fill installers/macos/Info.plist.in >"$app/Contents/Info.plist"
for icon in s11desk return encrypted-return draft; do cp "resources/app-icons/$icon.icns" "$app/Contents/Resources/"; done

minor=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
framework=$("$python" -c 'import sys; print(sys.base_prefix)')
mkdir -p "$app/Contents/Frameworks/Python"
ditto "$framework" "$app/Contents/Frameworks/Python"
lib=$app/Contents/Resources/lib
"$python" -m uv pip install --quiet --target "$lib" --require-hashes --only-binary :all: --no-deps \
    --requirement requirements.lock
cp -R s11desk resources "$lib/"
cp installers/layout/start/s11desk_start.py "$lib/"
cp -R installers/layout/stand-ins/ "$lib/"
cat >"$app/Contents/MacOS/s11desk" <<LAUNCHER
#!/bin/sh
contents=\$(dirname "\$0")/..
PYTHONPATH=\$contents/Resources/lib exec "\$contents/Frameworks/Python/bin/python$minor" -s -m s11desk "\$@"
LAUNCHER
chmod 755 "$app/Contents/MacOS/s11desk"
"$app/Contents/MacOS/s11desk" self-test

if [ -n "${S11DESK_CODESIGN:-}" ]; then
    find "$app" \( -name '*.so' -o -name '*.dylib' -o -perm -u+x -type f \) -exec \
        codesign --force --timestamp --options runtime --entitlements installers/macos/entitlements.plist \
        --sign "$S11DESK_CODESIGN" {} +
    codesign --force --timestamp --options runtime --entitlements installers/macos/entitlements.plist \
        --sign "$S11DESK_CODESIGN" "$app"
fi
hdiutil create -quiet -volname "s11desk $version" -srcfolder "$out/macos" -ov -format UDZO \
    "$out/s11desk-$version-macos-arm64.dmg"
if [ -n "${S11DESK_NOTARY:-}" ]; then
    xcrun notarytool submit "$out/s11desk-$version-macos-arm64.dmg" --keychain-profile "$S11DESK_NOTARY" --wait
    xcrun stapler staple "$out/s11desk-$version-macos-arm64.dmg"
fi
