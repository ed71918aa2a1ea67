#!/usr/bin/env bash
# Unpacks a release as a stranger would, and uses it with Java alone: no Maven, no npm, no sources, nothing unpacked before.
#   scripts/try-release.sh [FOLDER OF THE RELEASE]     default: delocate-distribution/target/release
# Ends with another code than 0 at the first thing that is not as it should be.
set -euo pipefail
release=$(cd "${1:-"$(dirname "$0")/../delocate-distribution/target/release"}" && pwd)
scratch=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || :; rm -rf "$scratch"' EXIT

step() { printf '== %s\n' "$*"; }
wants() { # wants TEXT FILE
  grep -q -- "$1" "$2" || {
    echo "\"$1\" is missing in:" >&2
    cat "$2" >&2
    exit 1
  }
}

step checksums
(cd "$release" && sha256sum --check --quiet SHA256SUMS)

# Only Java and what a shell needs; a home without caches.
mkdir "$scratch/bin" "$scratch/home"
ln -s "$(readlink -f "$(command -v java)")" "$scratch/bin/java"
for tool in sh cat dirname readlink sed grep find head sort mktemp mv rm mkdir date env chmod ls id bash; do
  ln -s "$(command -v $tool)" "$scratch/bin/$tool"
done
alone=(env -i PATH="$scratch/bin" HOME="$scratch/home" DELOCATE_JAVA_OPTS="-Duser.home=$scratch/home")

cd "$scratch"
tar xzf "$(ls "$release"/delocate-[0-9]*.tar.gz)"
cd delocate-*/
for name in README.md LICENSE CHANGES.md THIRD-PARTY.md licences/LGPL-3.0.txt licences/GPL-3.0.txt licences/LIBRARIES.txt \
  licences/MODEL-NOTICE.txt licences/bom.json samples/README.md docs/scan.md; do
  [ -s $name ] || { echo "$name is missing" >&2; exit 1; }
done

step "--version, --help"
"${alone[@]}" ./delocate --version | tee "$scratch/version"
"${alone[@]}" ./delocate --help >"$scratch/help"
wants 'serve' "$scratch/help"
step info
"${alone[@]}" ./delocate info >"$scratch/info"
wants 'Data.s terms' "$scratch/info"
step scan
"${alone[@]}" ./delocate scan samples/astronaut-forged.mp4 --out "$scratch/report" | tee "$scratch/scan"
wants 'astronaut-forged.mp4: forged' "$scratch/scan"
[ -s "$scratch/report/astronaut-forged/report.html" ]
step "scan --isolated"
"${alone[@]}" ./delocate scan --isolated samples/astronaut-forged.mp4 --out "$scratch/isolated" >"$scratch/scan"
wants 'astronaut-forged.mp4: forged' "$scratch/scan"

step serve
"${alone[@]}" ./delocate serve --port 0 --data "$scratch/service" >"$scratch/serve" 2>&1 &
server=$!
for _ in $(seq 120); do
  address=$(grep -o 'http://127.0.0.1:[0-9]*' "$scratch/serve" | head -n 1 || :)
  [ -z "$address" ] || break
  kill -0 $server || { cat "$scratch/serve" >&2; exit 1; }
  sleep 0.5
done
curl -sSf "$address/" | tee "$scratch/page" | wc -c
wants '<html' "$scratch/page"
kill $server
wait $server || :
server=

step "batch, without its archive"
if "${alone[@]}" ./delocate batch samples --out "$scratch/table" >"$scratch/batch" 2>&1; then
  echo "batch ran without its archive" >&2
  exit 1
fi
wants 'an archive of its own' "$scratch/batch"
step batch
tar xzf "$(ls "$release"/delocate-batch-*.tar.gz)" -C "$scratch"
"${alone[@]}" ./delocate batch samples/astronaut-real.mp4 samples/astronaut-forged.mp4 --out "$scratch/table" >"$scratch/batch" 2>"$scratch/batch.err" ||
  { cat "$scratch/batch.err" >&2; exit 1; }
cat "$scratch/batch"
find "$scratch/table" -name '*.parquet' | grep -q .
echo "The release works with Java alone."
