@echo off
rem markhor.cmd COMMAND [ARGUMENT ...]: builds what is needed and starts the program markhor.
call "%~dp0launch.cmd" cli io.github.markhor.cli.Main %*
exit /b %ERRORLEVEL%
