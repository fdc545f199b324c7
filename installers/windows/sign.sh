#!/bin/sh
# Signs one file in place; setup.nsi calls it for the set-up and its uninstaller.
set -eu
osslsigncode sign -pkcs12 "$S11DESK_SIGN_PKCS12" -readpass "$S11DESK_SIGN_PASSPHRASE_FILE" -n s11desk \
    ${S11DESK_SIGN_TIMESTAMP:+-ts "$S11DESK_SIGN_TIMESTAMP"} -h sha256 -in "$1" -out "$1.signed"
mv "$1.signed" "$1"
