@echo off
rem Starts Delocate on Windows. Builds it first where that has not been done; after a change of the sources run
rem "mvn package" yourself, or delete delocate-cli\target.
rem   DELOCATE_JAVA_OPTS   options for the JVM; they win over the ones set here, e.g. -Xmx8g
rem   DELOCATE_MAVEN_OPTS  arguments for Maven when it builds, e.g. -Pgpu
rem   DELOCATE_DEBUG       when set, an error comes with its stack trace
setlocal
set "ROOT=%~dp0"
set "APPLICATION=%ROOT%delocate-cli\target\delocate"

if "%~1"=="batch" (
  echo delocate: batch runs on Linux and macOS: the file systems of Hadoop need programs that Windows lacks. 1>&2
  exit /b 2
)

set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo delocate: java was not found. Install JDK 17 or newer: winget install Microsoft.OpenJDK.17 1>&2
  exit /b 1
)

if exist "%APPLICATION%\built" goto run
where mvn >nul 2>&1
if errorlevel 1 (
  echo delocate: mvn was not found. Install Maven from https://maven.apache.org and put it on the PATH. 1>&2
  exit /b 1
)
where npm >nul 2>&1
if errorlevel 1 (
  echo delocate: npm was not found; the face models are npm packages. winget install OpenJS.NodeJS 1>&2
  exit /b 1
)
if not exist "%APPLICATION%" mkdir "%APPLICATION%"
echo delocate: building, which happens on the first start ... 1>&2
pushd "%ROOT%"
call mvn -B -q -Dmaven.test.skip=true -pl delocate-cli -am %DELOCATE_MAVEN_OPTS% package > "%APPLICATION%\build.log" 2>&1
set "BUILD=%ERRORLEVEL%"
popd
if not "%BUILD%"=="0" (
  type "%APPLICATION%\build.log" 1>&2
  echo delocate: the build failed; its messages stand above and in %APPLICATION%\build.log. 1>&2
  exit /b 1
)

:run
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=PASSIVE"
set "HEAP=-Xmx1g"
if "%~1"=="serve" set "HEAP=-Xmx256m"
for %%C in (verify prepare sheet train evaluate experiment benchmark-store) do if "%~1"=="%%C" set "HEAP=-XX:MaxRAMPercentage=40"
"%JAVA%" %HEAP% -XX:+UseSerialGC -Xlog:disable -Xlog:all=error:stderr -Dfile.encoding=UTF-8 ^
  -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 %DELOCATE_JAVA_OPTS% ^
  -jar "%APPLICATION%\delocate.jar" %*
exit /b %ERRORLEVEL%
