@echo off
rem run.cmd EXAMPLE [ARGUMENT ...]: builds what is needed and starts a program of examples\.
setlocal
set "MARKHOR_EXAMPLES=%~dp0..\examples\src\main\java\io\github\markhor\examples"
if "%~1"=="" goto usage
if not exist "%MARKHOR_EXAMPLES%\%~1.java" (
  echo There is no example of this name. Received: %~1 1>&2
  goto usage
)
set "MARKHOR_EXAMPLE=%~1"
set "MARKHOR_REST="
:collect
if "%~2"=="" goto collected
set MARKHOR_REST=%MARKHOR_REST% %2
shift /2
goto collect
:collected
call "%~dp0launch.cmd" examples io.github.markhor.examples.%MARKHOR_EXAMPLE%%MARKHOR_REST%
exit /b %ERRORLEVEL%

:usage
echo Usage: bin\run EXAMPLE [ARGUMENT ...], where EXAMPLE is one of 1>&2
for /f %%F in ('findstr /m /c:"static void main(" "%MARKHOR_EXAMPLES%\*.java"') do echo   %%~nF 1>&2
exit /b 2
