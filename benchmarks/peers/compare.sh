#!/usr/bin/env bash
# compare.sh PYTHON_KERAS PYTHON_TORCH [ROUNDS] [SECONDS] [NET ...]: trains the articles' networks in Markhor and in its
# peers in turn, ROUNDS times, and prints a table of the best of each. PYTHON_TORCH may be - where there is none.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
keras=$1 torch=$2 rounds=${3:-3} seconds=${4:-15}
shift $(($# < 4 ? $# : 4))
nets=("$@")
[ ${#nets[@]} -gt 0 ] || nets=(cats-vs-dogs cifar10 food101)
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# measure NAME NET POLICY COMMAND ...: notes the last line of a run.
measure() {
  local name=$1 net=$2 policy=$3
  shift 3
  local line
  line=$("$@" --net "$net" --policy "$policy" --seconds "$seconds" 2>/dev/null | tail -n 1) || line=
  case "$line" in
    img/s*) echo "$net $policy $name $line" | tee -a "$log" >&2 ;;
    *) echo "$net $policy $name gave no figures" >&2 ;;
  esac
}

for net in "${nets[@]}"; do
  for policy in float32 mixed_bfloat16; do
    for _ in $(seq "$rounds"); do
      measure markhor "$net" "$policy" "$here/../../bin/bench" train
      measure chain "$net" "$policy" "$here/../../bin/bench" chain
      measure keras-tensorflow "$net" "$policy" "$keras" "$here/keras_train.py"
      measure keras-jax "$net" "$policy" "$keras" "$here/keras_train.py" --backend jax
      [ "$torch" = - ] || measure pytorch "$net" "$policy" "$torch" "$here/torch_train.py"
    done
  done
done

echo "| network | policy | | img/s | step, least | step, median | first step | most memory |"
echo "|---|---|---|---|---|---|---|---|"
sort -k1,1 -k2,2 -k3,3 -k5,5gr "$log" | awk '!seen[$1, $2, $3]++ {
  printf "| %s | %s | %s | %s | %s ms | %s ms | %.1f s | %s MB |\n", $1, $2, $3, $5, $7, $9, $11 / 1000, $13 }'
