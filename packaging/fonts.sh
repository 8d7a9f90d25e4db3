#!/usr/bin/env bash
# Fetches the print fonts (仿宋, 宋, 楷, 黑: Fandol, GPL-3 with font exception) for this user; never committed.
set -euo pipefail
target=${XDG_DATA_HOME:-$HOME/.local/share}/fonts/hkdesk
package=texlive-lang-chinese # 47 MB, of which the fonts are 26: downloaded and unpacked, not installed

if compgen -G "$target/FandolFang-*.otf" >/dev/null; then
    echo "The print fonts are already in $target."
    exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
root_only=()
[ "$(id -u)" != 0 ] || root_only=(-o APT::Sandbox::User=root) # the folder is readable by its owner only
if ! apt-get -qq "${root_only[@]}" download "$package"; then
    echo "apt-get could not download $package; run 'apt-get update' as root, then make fonts again." >&2
    exit 1
fi
dpkg-deb -x "$package"_*.deb unpacked
mkdir -p "$target"
find unpacked -name 'Fandol[FHKS]*-Regular.otf' -exec cp {} "$target/" \;
cp unpacked/usr/share/doc/"$package"/copyright "$target/LICENSE-debian-copyright.txt"
find unpacked -ipath '*fandol*' \( -iname '*copying*' -o -iname '*license*' -o -iname 'readme*' \) -exec cp {} "$target/" \;
fc-cache -f "$target"
echo "The print fonts are in $target:"
find "$target" -type f -printf '  %f\n' | sort
