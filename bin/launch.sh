# Sourced by the programs beside it: builds a module where its sources have changed since the last
# start, and becomes its Java program. Standard output belongs to that program alone.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# The directory as Java and Maven write it: they know no /c/... on Windows.
native_root=$root
separator=:
case "$(uname -s)" in
  MINGW* | MSYS* | CYGWIN*)
    native_root=$(cygpath -m "$root")
    separator=';'
    ;;
esac

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
  else
    java=$(command -v java || true)
  fi
  if [ -z "$java" ] || ! java_version=$("$java" -version 2>&1); then
    echo "Expected a JDK, 17 or newer, in JAVA_HOME or on the PATH. Received: JAVA_HOME=${JAVA_HOME:-}" >&2
    exit 1
  fi
}

# Whether the class path of a module is known and nothing that it was built from is newer. A file
# that was taken away shows in the time of its folder.
up_to_date() {
  local class_path=$1
  [ -f "$class_path" ] && grep -qF "$native_root/core/target/classes" "$class_path" &&
    [ -z "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main -newer "$class_path" -print -quit)" ]
}

build() {
  local module=$1 class_path=$2
  echo "Building $module (the first time, Maven fetches what it needs) ..." >&2
  rm -f "$class_path"
  # The phase is test-compile because Maven then finds a module's test classes in the build itself;
  # none are compiled. Paths with / are understood everywhere.
  if ! (
    cd "$root" &&
      ./mvnw -B -q -pl "$module" -am -Dmaven.test.skip=true test-compile dependency:build-classpath \
        -DincludeScope=runtime -Dmdep.fileSeparator=/ \
        -Dmdep.outputFile=target/launch.classpath
  ) >&2; then
    rm -f "$class_path"
    echo "The build of $module failed: see above." >&2
    exit 1
  fi
}

# Puts the classes that were built into jars, since the JVM archives no classes from folders, and
# writes the class path with these; where that cannot be done, with the folders.
pack() {
  local module=$1 class_path=$2
  local jars=$root/$module/target/launch tool entry entries packed=''
  local all=$native_root/$module/target/classes$separator$(cat "$class_path")
  tool=$(dirname "$(readlink -f "$java" || echo "$java")")/jar
  # A JVM that still runs keeps what it has opened.
  rm -rf "$jars" "$jars.path" "$jars"-*.jsa*
  if [ "$separator" = : ] && [ -x "$tool" ] && mkdir -p "$jars"; then
    IFS=: read -r -a entries <<<"$all"
    for entry in "${entries[@]}"; do
      case $entry in
        *.xml) continue ;;
        */target/classes)
          local jar=${entry%/target/classes}
          jar=$jars/${jar##*/}.jar
          "$tool" --create --no-compress --file "$jar" -C "$entry" . >&2 || return 0
          entry=$jar
          ;;
      esac
      packed=$packed${packed:+:}$entry
    done
    printf '%s' "$packed" >"$jars.path"
  fi
}

# Sets the options for a class-data-sharing archive, which holds classes as the JVM has them in
# memory and saves a fifth of the work of a start. Each JDK has its own; the first run leaves it
# behind, under its process's number as long as it may still be writing.
find_archive() {
  local base=$root/$1/target/launch archive written
  archive="$base-$(printf '%s' "$java_version" | cksum | tr -d ' ').jsa"
  for written in "$archive".*; do
    if [ -f "$written" ] && ! kill -0 "${written##*.}" 2>/dev/null; then
      mv -f "$written" "$archive" 2>/dev/null || true
    fi
  done
  sharing=()
  if [ -f "$archive" ]; then
    sharing=(-XX:SharedArchiveFile="$archive" '-Xlog:cds*=off')
  elif [ -w "$base.path" ] && [ -w "$root/$1/target" ] &&
    [ -f "$(dirname "$(readlink -f "$java" || echo "$java")")/../lib/server/classes.jsa" ]; then
    sharing=(-XX:ArchiveClassesAtExit="$archive.$$" '-Xlog:cds*=off')
  fi
}

# launch MODULE MAIN_CLASS [ARGUMENT ...]
launch() {
  local module=$1 main=$2
  shift 2
  local class_path=$root/$module/target/launch.classpath path sharing=()
  find_java
  if ! up_to_date "$class_path"; then
    build "$module" "$class_path"
    pack "$module" "$class_path"
  fi
  path=$native_root/$module/target/classes$separator$(cat "$class_path")
  if [ -f "$root/$module/target/launch.path" ]; then
    path=$(cat "$root/$module/target/launch.path")
    find_archive "$module"
  fi
  # What is logged goes to standard error, whatever a simplelogger.properties on the class path says.
  # shellcheck disable=SC2086 # MARKHOR_JAVA_OPTS is a list of options
  exec "$java" -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED \
    -Dorg.slf4j.simpleLogger.logFile=System.err \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
    -Dorg.slf4j.simpleLogger.log.io.github.markhor=info \
    -Dorg.slf4j.simpleLogger.showThreadName=false \
    -Dorg.slf4j.simpleLogger.showLogName=false \
    ${sharing[@]+"${sharing[@]}"} \
    ${MARKHOR_JAVA_OPTS:-} \
    -cp "$path" "$main" "$@"
}
