@echo off
rem launch.cmd MODULE MAIN_CLASS [ARGUMENT ...]: builds a module where its sources have changed since
rem the last start, and becomes its Java program. Standard output belongs to that program alone.
setlocal
for %%I in ("%~dp0..") do set "MARKHOR_ROOT=%%~fI"
set "MARKHOR_MODULE=%~1"
set "MARKHOR_MAIN=%~2"
set "MARKHOR_ARGS=%MARKHOR_ROOT%\%MARKHOR_MODULE%\target\launch.args"

rem Batch has no "shift" for %%*, so the rest of the command line is cut off here.
set "MARKHOR_REST="
:collect
if "%~3"=="" goto collected
set MARKHOR_REST=%MARKHOR_REST% %3
shift /3
goto collect
:collected

set "MARKHOR_JAVA=java"
if defined JAVA_HOME set "MARKHOR_JAVA=%JAVA_HOME%\bin\java"
"%MARKHOR_JAVA%" -version >nul 2>nul
if errorlevel 1 (
  echo Expected a JDK, 17 or newer, in JAVA_HOME or on the PATH. Received: JAVA_HOME=%JAVA_HOME% 1>&2
  exit /b 1
)

rem Up to date: the argument file exists, and nothing that it was made from is newer.
powershell -NoProfile -Command "$a = Get-Item -LiteralPath $env:MARKHOR_ARGS -ErrorAction SilentlyContinue; if (-not $a -or -not (Get-Content -LiteralPath $env:MARKHOR_ARGS -Raw).Contains($env:MARKHOR_ROOT.Replace('\', '/') + '/core/target/classes')) { exit 1 }; $new = @(Get-ChildItem -Path ($env:MARKHOR_ROOT + '\pom.xml'), ($env:MARKHOR_ROOT + '\*\pom.xml')) + @(Get-ChildItem -Path ($env:MARKHOR_ROOT + '\*\src\main') -Recurse) | Where-Object { $_.LastWriteTime -gt $a.LastWriteTime } | Select-Object -First 1; if ($new) { exit 1 }; exit 0"
if not errorlevel 1 goto start

echo Building %MARKHOR_MODULE% (the first time, Maven fetches what it needs) ... 1>&2
if exist "%MARKHOR_ARGS%" del "%MARKHOR_ARGS%"
pushd "%MARKHOR_ROOT%"
call mvnw.cmd -B -q -pl %MARKHOR_MODULE% -am -Dmaven.test.skip=true test-compile dependency:build-classpath -DincludeScope=runtime -Dmdep.fileSeparator=/ -Dmdep.outputFile=target/launch.classpath 1>&2
set "MARKHOR_STATUS=%ERRORLEVEL%"
popd
if not "%MARKHOR_STATUS%"=="0" (
  echo The build of %MARKHOR_MODULE% failed: see above. 1>&2
  exit /b 1
)
rem The class path is longer than a command line may be: java reads it from a file.
powershell -NoProfile -Command "$target = $env:MARKHOR_ROOT.Replace('\', '/') + '/' + $env:MARKHOR_MODULE + '/target/'; $rest = [IO.File]::ReadAllText($target + 'launch.classpath').Trim(); [IO.File]::WriteAllText($env:MARKHOR_ARGS, '-cp \"' + $target + 'classes;' + $rest + '\"', [Text.Encoding]::Default)"
if errorlevel 1 exit /b 1

:start
rem Logs go to standard error: jhdf's jar has a simplelogger.properties that says otherwise.
set "MARKHOR_LOG=-Dorg.slf4j.simpleLogger.logFile=System.err -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.io.github.markhor=info -Dorg.slf4j.simpleLogger.showThreadName=false -Dorg.slf4j.simpleLogger.showLogName=false"
"%MARKHOR_JAVA%" -Djava.awt.headless=true --enable-native-access=ALL-UNNAMED %MARKHOR_LOG% %MARKHOR_JAVA_OPTS% "@%MARKHOR_ARGS%" %MARKHOR_MAIN%%MARKHOR_REST%
exit /b %ERRORLEVEL%
