#!/usr/bin/env bash
# The whole study in some ten minutes of one GPU: run.sh DATA OUT APART.csv (PYTHON=… for another Python).
# DATA is what pack.py made, best on a disk in memory, since the decoded crops are 7 GB.
set -euo pipefail
data=${1:?folder that pack.py made} out=${2:?folder for results} apart=${3:?apart.csv of train texture}
here=$(cd "$(dirname "$0")" && pwd)
export PYTHONUNBUFFERED=1 OMP_NUM_THREADS=3
mkdir -p "$out"

step() { # a script of this folder, with its log beside the results
  local log=$1 script=$2
  shift 2
  "${PYTHON:-python3}" "$here/$script" --data "$data" "$@" > "$out/$log.log" 2>&1
}

beside=()
all_done() {
  for job in "${beside[@]}"; do wait "$job"; done
  beside=()
}

step decode decode.py
for kind in 0 1 2 3; do # short ones, whose copies vit-ae learns from
  step "short$kind" autoencoders.py --kind $kind --seconds 35 --side 224 --out "$out/short" & beside+=($!)
done
all_done
for fold in 1 2 3 4; do
  step "fold$fold" tune.py --fold $fold --plan "$here/tuning.json" --decoders "$out/short" --out "$out" & beside+=($!)
done
all_done
for kind in 0 1 2 3; do
  step "long$kind" autoencoders.py --kind $kind --seconds 95 --out "$out/long" & beside+=($!)
done
step bank bank.py --out "$out" & beside+=($!)
all_done
step copies copies.py --decoders "$out/long" --bank "$out"
step tables tables.py --bank "$out" --tuned "$out" --shipped "$apart"
cat "$out"/short?.log "$out"/long?.log "$out/tables.log"
