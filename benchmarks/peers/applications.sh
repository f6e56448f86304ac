#!/usr/bin/env bash
# applications.sh PYTHON_KERAS [NETWORK ...]: holds each network of keras.applications, or those named (ResNet50), to Keras:
# built there with random weights and saved, its weights are loaded by Markhor, which must predict the same, and written
# again by Markhor, for Keras to predict the same. One network after the other, since the largest takes 6 GB of files.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python=$1
shift
networks=("$@")
if [ ${#networks[@]} -eq 0 ]; then
  mapfile -t networks < <("$python" "$here/keras_applications.py" names 2>/dev/null)
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=()
for network in "${networks[@]}"; do
  rm -rf "$folder/applications"
  echo "== $network"
  if ! { "$python" "$here/keras_applications.py" cases "$folder" "$network" 2>"$folder/errors" \
    && "$here/../../bin/conformance" "$folder" applications --verbose \
    && "$python" "$here/keras_applications.py" check "$folder" 2>"$folder/errors"; }; then
    failed+=("$network")
    tail -n 3 "$folder/errors"
  fi
done
echo "${#networks[@]} networks, ${#failed[@]} failed ${failed[*]-}"
[ ${#failed[@]} -eq 0 ]
