#!/usr/bin/env bash
# Builds the release of the last commit twice, in two clones with other paths and languages, and compares all that a release
# consists of, byte by byte. Jars hold the modes of the files that they are made of: a release is built with umask 022. The jar
# of batch holds local times: a release is built with TZ=UTC.
#   scripts/reproducible.sh [FOLDER TO WORK IN]     default: a temporary one; 4 GB, removed at the end
#   DELOCATE_MAVEN_OPTS     arguments for Maven; not -o, with which no bill of materials is made
# Ends with 1 and the names of the files that differ.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
commit=$(git -C "$root" rev-parse --short HEAD)
scratch=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/reproducible.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

umask 022
export TZ=UTC

build() { # build NAME, in an environment
  mkdir -p "$scratch/$1"
  git clone -q "$root" "$scratch/$1/delocate"
  git -C "$scratch/$1/delocate" checkout -q "$commit"
  # shellcheck disable=SC2086  # several arguments are meant
  (cd "$scratch/$1/delocate" &&
    mvn -B -q -Prelease -Dmaven.test.skip=true ${DELOCATE_MAVEN_OPTS:-} package >"$scratch/$1.log" 2>&1 </dev/null) || {
    cat "$scratch/$1.log" >&2
    exit 1
  }
  mv "$scratch/$1/delocate/delocate-distribution/target/release" "$scratch/$1.release"
  rm -rf "${scratch:?}/$1"
}

LC_ALL=C.UTF-8 build one
LC_ALL=C build another-and-longer-path

cd "$scratch"
if ! diff -rq one.release another-and-longer-path.release; then
  trap - EXIT
  echo "Both builds of $commit differ; they are left in $scratch." >&2
  exit 1
fi
cat one.release/SHA256SUMS
echo "Both builds of $commit have the same bytes."
