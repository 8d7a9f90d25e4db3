#!/usr/bin/env bash
# Takes the icons named in icons.txt, and their licence, out of lucide-static into resources/icons.
# Run by hand when a name is added; the result is committed, so that set-up needs no npm.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=$here/../resources/icons
names=$(grep -v '^#' "$here/icons.txt")
version=$(sed -n 's/^lucide-static //p' <<<"$names")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

(cd "$folder" && npm pack --silent "lucide-static@$version" >/dev/null && tar xzf ./*.tgz)
cp "$folder/package/LICENSE" "$target/LICENSE"
grep -v '^lucide-static ' <<<"$names" | while read -r name; do
    cp "$folder/package/icons/$name.svg" "$target/$name.svg"
done
echo "resources/icons now holds $(find "$target" -name '*.svg' | wc -l) icons."
