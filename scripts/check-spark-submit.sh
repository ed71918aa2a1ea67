#!/bin/sh
# Sends the batch to Spark as spark-submit does, with the one jar that executors are sent, and says whether two executors in
# processes of their own did it; then once more, when all is known. Needs what ./delocate batch needs, and no Spark.
#
#   scripts/check-spark-submit.sh [MASTER]     local-cluster[2,1,1024] unless another is named
set -eu

root=$(CDPATH='' cd -P "$(dirname "$0")/.." && pwd)
application=$root/delocate-spark/target/batch
master=${1:-local-cluster[2,1,1024]}
"$root/delocate" batch --version >/dev/null # builds
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What Spark's script does is to start this class, with the jars of SPARK_HOME, and the options that Java 17 needs.
submit() {
  SPARK_HOME=$application/spark SPARK_SCALA_VERSION=2.13 java "@$application/spark.options" -Xmx1g \
    -Dlog4j2.configurationFile="$root/delocate-spark/src/main/resources/org/delocate/spark/log4j2.properties" \
    -cp "$application/spark/jars/*" org.apache.spark.deploy.SparkSubmit \
    --master "$master" --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 \
    --class org.delocate.spark.BatchMain "$application/delocate-batch.jar" \
    "$root/samples/astronaut-real.mp4" "$root/samples/astronaut-forged.mp4" --frames 4 \
    --out "$work/table" --reports "$work/reports"
}

submit >"$work/first" || { cat "$work/first"; echo "spark-submit failed" >&2; exit 1; }
submit >"$work/second" || { cat "$work/second"; echo "the second run failed" >&2; exit 1; }
cat "$work/first" "$work/second"
rows=$(find "$work/table" -name 'part-*.parquet' | wc -l)
reports=$(find "$work/reports" -name report.json | wc -l)
if [ "$reports" -ne 2 ] || [ "$rows" -lt 1 ] || ! grep -q known "$work/second"; then
  echo "$rows files of rows, $reports reports; the second run should have known both videos" >&2
  exit 1
fi
echo "passes"
