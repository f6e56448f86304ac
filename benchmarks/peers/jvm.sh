#!/usr/bin/env bash
# jvm.sh dl4j|djl [OPTION ...]: trains in a peer that runs on the JVM, which is built the first time it is needed
# (250 MB of jars for DL4J, 120 MB for DJL, which unpacks another 430 MB). JVM options go into PEER_JAVA_OPTS.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/$1" && pwd)
shift
train=$here/target/classes/Train.class
if [ ! -f "$train" ] || [ -n "$(find "$here/src" "$here/../jvm" "$here/pom.xml" -newer "$train" -print -quit)" ]; then
  (cd "$here" && ../../../mvnw -B -q compile) >&2
fi
# shellcheck disable=SC2086 # PEER_JAVA_OPTS is a list of options
export OPT_OUT_TRACKING=true # DJL's
exec java -Xmx4g -Dai.djl.offline=true -DDJL_CACHE_DIR="$here/target/natives" ${PEER_JAVA_OPTS:-} \
  -cp "$here/target/classes:$(cat "$here/target/classpath")" Train "$@"
