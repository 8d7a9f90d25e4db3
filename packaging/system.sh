#!/usr/bin/env bash
# Sees that the Debian packages named as arguments are there, and a font that can draw Chinese.
# Says nothing and changes nothing when they are; asks every time, since that takes 30 ms and a stamp can lie.
set -euo pipefail
font=fonts-wqy-microhei # 1.6 MB; any Chinese font that is already there will do

wanted=("$@")
python=${PYTHON:-python3}
if [[ $python =~ ^python3(\.[0-9]+)?$ ]] && command -v "$python" >/dev/null && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    wanted+=("$python-venv") # Debian keeps it apart from Python
fi

if ! command -v dpkg-query >/dev/null; then
    echo "This is not Debian or a relative of it: install by hand what these packages hold, and a Chinese font: ${wanted[*]}" >&2
    exit 0
fi

# From Debian 13 on some libraries are called …t64; apt-get still knows them by the old name.
have=" $(dpkg-query -W -f '${Package}=${db:Status-Status} ' "${wanted[@]}" "${wanted[@]/%/t64}" 2>/dev/null || true)"
missing=()
for name in "${wanted[@]}"; do
    [[ $have == *" $name=installed "* || $have == *" ${name}t64=installed "* ]] || missing+=("$name")
done
[ -n "$(fc-list :lang=zh 2>/dev/null | head -c 1)" ] || missing+=("$font")
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" != 0 ]; then
    as_root=(sudo -n)
    if ! sudo -n true 2>/dev/null; then
        echo "Some system packages are missing and only root can install them; run this once, then make again: sudo apt-get update && sudo apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
fi
echo "Installing system packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
quiet=(-qq -o Dpkg::Use-Pty=0 -o Acquire::Retries=3)
install=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${quiet[@]}" install -y --no-install-recommends)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The package lists may be absent or old, and then a first try cannot find everything.
if ! "${install[@]}" "${missing[@]}" >"$log" 2>&1; then
    "${as_root[@]}" apt-get "${quiet[@]}" update >"$log" 2>&1 || true
    if ! "${install[@]}" "${missing[@]}" >"$log" 2>&1; then
        cat "$log" >&2
        echo "apt-get could not install ${missing[*]}: its own words stand above. Mend that, then make again." >&2
        exit 1
    fi
fi
