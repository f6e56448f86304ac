#!/usr/bin/env bash
# usage: split.sh FROM TO
# Splits a class-per-folder directory FROM into TO/train and TO/validation by a fixed rule, so that Markhor and its
# peers see the same pictures: within a class, the files sorted by name (bytewise); every fifth, counted from the fifth,
# is for validation. The files are linked, not copied.
set -euo pipefail
export LC_ALL=C
[ $# -eq 2 ] || { echo "usage: split.sh FROM TO" >&2; exit 2; }
[ -d "$1" ] || { echo "split.sh: Expected a folder of classes. Received: $1" >&2; exit 2; }
from=$(cd "$1" && pwd)
to=$2

for class in "$from"/*/; do
  name=$(basename "$class")
  mkdir -p "$to/train/$name" "$to/validation/$name"
  index=0
  for file in "$class"*; do
    [ -f "$file" ] || continue
    if [ $((index % 5)) -eq 4 ]; then part=validation; else part=train; fi
    ln -sfn "$file" "$to/$part/$name/$(basename "$file")"
    index=$((index + 1))
  done
done
for part in train validation; do
  echo "$part: $(find "$to/$part" -type l | wc -l) pictures in $(ls "$to/$part" | wc -l) classes"
done
