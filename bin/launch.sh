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
  if [ -z "$java" ] || ! "$java" -version >/dev/null 2>&1; then
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

# launch MODULE MAIN_CLASS [ARGUMENT ...]
launch() {
  local module=$1 main=$2
  shift 2
  local class_path=$root/$module/target/launch.classpath
  find_java
  up_to_date "$class_path" || build "$module" "$class_path"
  # What is logged goes to standard error, whatever a simplelogger.properties on the class path says.
  # shellcheck disable=SC2086 # MARKHOR_JAVA_OPTS is a list of options
  exec "$java" -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED \
    -Dorg.slf4j.simpleLogger.logFile=System.err \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn \
    -Dorg.slf4j.simpleLogger.log.io.github.markhor=info \
    -Dorg.slf4j.simpleLogger.showThreadName=false \
    -Dorg.slf4j.simpleLogger.showLogName=false \
    ${MARKHOR_JAVA_OPTS:-} \
    -cp "$native_root/$module/target/classes$separator$(cat "$class_path")" "$main" "$@"
}
