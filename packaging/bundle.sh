#!/usr/bin/env bash
# Builds build/bundle/hkdesk with PyInstaller, and says how large it became and what it asks of the host.
set -euo pipefail
cd "$(dirname "$0")/.."
log=build/pyinstaller.log
mkdir -p build
if ! .venv/bin/pyinstaller --noconfirm --clean --log-level WARN \
    --distpath build/bundle --workpath build/pyinstaller packaging/hkdesk.spec >"$log" 2>&1 </dev/null; then
    tail -n 40 "$log" >&2
    echo "PyInstaller could not build the bundle; all it said is in $log." >&2
    exit 1
fi
.venv/bin/python packaging/licences.py build/bundle/hkdesk/licences
echo "build/bundle/hkdesk: $(du -sm build/bundle/hkdesk | cut -f1) MB in $(find build/bundle/hkdesk -type f | wc -l) files."
