#!/usr/bin/env bash
# Uses Delocate as a library, in projects outside this one (examples/library): installs it in a local repository of its own, builds the example
# with Maven, and with Gradle where there is one, and runs both.
#   scripts/try-library.sh [FOLDER TO WORK IN]     default: a temporary one; 2 GB, removed at the end
#   DELOCATE_LIBRARIES     a local repository to take libraries of others from, instead of downloading them anew, e.g. ~/.m2/repository
# Ends with another code than 0 at the first thing that is not as it should be.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d "${1:-${TMPDIR:-/tmp}}/library.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
repository=$scratch/repository
samples=$root/samples

mkdir "$repository"
if [ -n "${DELOCATE_LIBRARIES:-}" ]; then
  cp -al "$DELOCATE_LIBRARIES/." "$repository" 2>/dev/null || cp -a "$DELOCATE_LIBRARIES/." "$repository"
  rm -rf "$repository/org/delocate"
fi

run() { # run CLASSPATH
  java -Duser.home="$scratch" -cp "$1" example.JudgeFiles "$samples/source/astronaut.jpg" "$samples/astronaut-forged.mp4" |
    tee "$scratch/said"
  grep -q '^a picture in memory: ' "$scratch/said"
  grep -q '^a stream: FORGED, 0\.8' "$scratch/said"
  grep -q '^Weights: .*research' "$scratch/said"
}

echo "== installing"
cd "$root"
mvn -B -q -Dmaven.repo.local="$repository" -Dmaven.test.skip=true -pl delocate-core,delocate-model,delocate-natives -am install

echo "== Maven"
cp -r examples/library "$scratch/maven"
cd "$scratch/maven"
mvn -B -q -Dmaven.repo.local="$repository" package
run "target/library-1.jar:target/lib/*"

echo "== Maven, with delocate-natives"
cp -r "$root/examples/library" "$scratch/natives"
cd "$scratch/natives"
python3 - <<'EOF'
import re

pom = open("pom.xml").read()
pom = re.sub(r"\s*<dependency>\s*<groupId>org.bytedeco</groupId>.*?</dependency>", "", pom, flags=re.S)
pom = pom.replace(
    "  </dependencies>",
    "    <dependency><groupId>org.delocate</groupId><artifactId>delocate-natives</artifactId>"
    "<version>${delocate.version}</version><type>pom</type><scope>runtime</scope></dependency>\n  </dependencies>",
)
open("pom.xml", "w").write(pom)
EOF
mvn -B -q -Dmaven.repo.local="$repository" package
run "target/library-1.jar:target/lib/*"

if command -v gradle >/dev/null; then
  echo "== Gradle"
  cp -r "$root/examples/library" "$scratch/gradle"
  cd "$scratch/gradle"
  GRADLE_USER_HOME=$scratch/gradle-home gradle -q --no-daemon -Dmaven.repo.local="$repository" libraries
  run "build/lib/*"
else
  echo "== Gradle: there is none here, so that build.gradle was not tried"
fi
echo "Delocate works as a library."
