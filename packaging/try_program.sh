#!/usr/bin/env bash
# Starts an installed hkdesk as a stranger would, in an empty environment and an empty home, and looks at what it makes.
# Usage: try_program.sh PROGRAM        Needs pdftotext (poppler-utils).
set -euo pipefail
program=$1
case $program in /*) ;; *) program=$PWD/$program ;; esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/home"
cd "$folder" # far from the checkout, so that nothing is read from there by accident

run() {
    echo "\$ hkdesk $*"
    timeout 120 env -i HOME="$folder/home" PATH=/usr/bin:/bin LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen \
        "$program" "$@" </dev/null 2>"$folder/stderr" || { cat "$folder/stderr" >&2; fail "hkdesk $* ended with an error."; }
    if grep -q Traceback "$folder/stderr"; then cat "$folder/stderr" >&2; fail "hkdesk $* printed a traceback."; fi
}
fail() { echo "The trial of $program failed: $1" >&2; exit 1; }

run --version
run info --data data
run report park-summary --to summary.pdf --data data
[ "$(head -c 4 summary.pdf)" = %PDF ] || fail "summary.pdf is no PDF."
pdftotext summary.pdf summary.txt
LC_ALL=C.UTF-8 grep -qP '\p{Han}{2}' summary.txt || fail "pdftotext finds no Chinese in summary.pdf."
for document in quarterly-review half-year project-card; do # templates, charts, and what Word's writer reads of itself
    for ending in pdf docx xlsx txt; do run report "$document" --to "$document.$ending" --data data; done
done
python3 -m zipfile -l quarterly-review.docx >listed # grep -q would break the pipe
grep -q word/document.xml listed || fail "quarterly-review.docx is no Word file."
run snapshot overview --to overview.png --data data
[ "$(head -c 4 overview.png | tail -c 3)" = PNG ] || fail "overview.png is no PNG."
printf '企业名称,联系电话\n甲公司,0745\n' >ledger.csv # read in a process of its own, begun as the program itself
printf '{"path":"%s","rows":null,"password":""}\n' "$PWD/ledger.csv" |
    env -i PATH=/usr/bin:/bin LANG=C.UTF-8 timeout 60 "$program" --read-ledger >ledger.said
grep -q 甲公司 ledger.said && tail -n 1 ledger.said | grep -qxF '["done"]' || fail "it does not read a ledger."
echo "The trial of $program passed: $(pdftotext summary.pdf - | head -n 1 | cut -c1-60), $(stat -c %s overview.png) bytes of overview.png."
