#!/usr/bin/env bash
# Builds the modules in src/main/resources/META-INF/resources/bridge/lib anew and compares them with what is committed. Where
# this cannot be done it says so and succeeds; that the files are those of SHA256SUMS is tested without Node in every build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

not_compared() {
    echo "The committed modules were NOT rebuilt and compared: $1"
    exit 0
}
command -v npm > /dev/null || not_compared "npm is not installed"
timeout 30 npm ping > /dev/null 2>&1 || not_compared "the package registry cannot be reached"
built="$(mktemp -d)"
trap 'rm -rf "$built"' EXIT
timeout 300 npm ci --no-progress > /dev/null 2>&1 || not_compared "the packages of the lock file could not be fetched"
node build.mjs "$built"
if ! diff -r "$built" ../resources/META-INF/resources/bridge/lib; then
    echo "The committed modules are not what src/main/web builds: run npm ci && npm run build there"
    exit 1
fi
echo "The committed modules are what src/main/web builds"
