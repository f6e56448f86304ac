#!/usr/bin/env bash
# compare.sh [predict] PYTHON_KERAS PYTHON_TORCH [ROUNDS] [SECONDS] [NET ...]: runs the articles' networks in Markhor and
# in its peers in turn, ROUNDS times, and prints a table of the best of each: training or, with the word predict,
# predictions one by one, from one thread and from as many as there are processors. Either PYTHON may be - where there
# is none. DL4J and DJL take part where jvm.sh has built them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
what=train
if [ "${1:-}" = predict ]; then
  what=predict
  shift
fi
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
    img/s*) echo "$net|$policy|$name|${line#img/s }" | tee -a "$log" >&2 ;;
    *) echo "$net $policy $name gave no figures" >&2 ;;
  esac
}

built() {
  [ -f "$here/$1/target/classes/Train.class" ]
}

train() {
  local net=$1 policy=$2
  measure markhor "$net" "$policy" "$here/../../bin/bench" train
  case "$net" in
    resnet50* | mobilenetv2* | efficientnetb0*) application "$net" "$policy"; return ;;
  esac
  measure chain "$net" "$policy" "$here/../../bin/bench" chain
  if [ "$keras" != - ]; then
    measure keras-tensorflow "$net" "$policy" "$keras" "$here/keras_train.py"
    measure keras-jax "$net" "$policy" "$keras" "$here/keras_train.py" --backend jax
  fi
  if [ "$torch" != - ]; then
    measure keras-torch "$net" "$policy" "$torch" "$here/keras_train.py" --backend torch
    measure pytorch "$net" "$policy" "$torch" "$here/torch_train.py"
  fi
  if [ "$policy" = float32 ]; then
    for peer in dl4j djl; do
      ! built "$peer" || measure "$peer" "$net" "$policy" "$here/jvm.sh" "$peer"
    done
  fi
}

# The networks of keras.applications: the peers that have them.
application() {
  [ "$keras" = - ] || measure keras-tensorflow "$1" "$2" "$keras" "$here/keras_train.py"
  [ "$torch" = - ] || measure pytorch "$1" "$2" "$torch" "$here/torch_train.py"
}

predict() {
  local net=$1 policy=$2 threads
  for threads in $(printf '%s\n' 1 "$(nproc)" | uniq); do
    measure "markhor, $threads" "$net" "$policy" "$here/../../bin/bench" predict --threads "$threads"
    if [ "$keras" != - ]; then
      measure "keras-tensorflow, $threads" "$net" "$policy" "$keras" "$here/keras_predict.py" --threads "$threads"
      measure "keras-jax, $threads" "$net" "$policy" "$keras" "$here/keras_predict.py" --backend jax \
        --threads "$threads"
    fi
    if [ "$torch" != - ]; then
      measure "pytorch, $threads" "$net" "$policy" "$torch" "$here/torch_predict.py" --threads "$threads"
    fi
  done
}

for net in "${nets[@]}"; do
  for policy in float32 mixed_bfloat16; do
    for _ in $(seq "$rounds"); do
      "$what" "$net" "$policy"
    done
  done
done

if [ "$what" = train ]; then
  echo "| network | policy | | img/s | step, least | step, median | first step | most memory |"
else
  echo "| network | policy | , threads | img/s | latency, median | latency, 99 % | first prediction | most memory |"
fi
echo "|---|---|---|---|---|---|---|---|"
sort -t'|' -k1,2 -k4,4gr "$log" | awk -F'|' '!seen[$1, $2, $3]++ {
  split($4, figure, " ")
  printf "| %s | %s | %s | %s | %s ms | %s ms | ", $1, $2, $3, figure[1], figure[3], figure[5]
  if (figure[7] != "") printf "%.1f s | %s MB |\n", figure[7] / 1000, figure[9]
  else print "| |" }'
