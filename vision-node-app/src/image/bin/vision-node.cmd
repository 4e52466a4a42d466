@echo off
rem Starts the node with the Java runtime beside it.
rem   VISION_PRESET     small, home or seed, as --preset does: how much memory it may take
rem   VISION_JAVA_OPTS  more options for the JVM
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0.."

set "preset=home"
if defined VISION_PRESET set "preset=%VISION_PRESET%"
set "last="
for %%w in (%*) do call :word "%%~w"

rem An unknown preset is refused by the node itself.
set "memory=-Xms12m -Xmx256m -XX:MaxDirectMemorySize=128m"
if /i "%preset%"=="small" set "memory=-Xms8m -Xmx64m -XX:MaxDirectMemorySize=32m -XX:ReservedCodeCacheSize=32m -XX:TieredStopAtLevel=1"
if /i "%preset%"=="seed" set "memory=-Xms64m -Xmx1g -XX:MaxDirectMemorySize=512m"

set "cache="
if exist "%home%\lib\vision-node.aot" set "cache=-XX:AOTCache="%home%\lib\vision-node.aot" -Dvision.aot="%home%\lib\vision-node.aot" -Xlog:aot=off"

"%home%\bin\java.exe" -XX:+UseSerialGC -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20 -XX:+ExitOnOutOfMemoryError ^
  -Dsun.net.client.defaultConnectTimeout=3000 -Dsun.net.client.defaultReadTimeout=5000 ^
  -Dio.netty.machineId=02:00:00:00:00:00:00:01 -Djavax.xml.accessExternalDTD= -Djavax.xml.accessExternalSchema= ^
  %cache% %memory% %VISION_JAVA_OPTS% -m network.vision.node/network.vision.node.Main %*
exit /b %ERRORLEVEL%

rem cmd splits words at equals signs too, so both ways to write the option look alike here.
:word
if "%last%"=="--preset" set "preset=%~1"
set "last=%~1"
exit /b
