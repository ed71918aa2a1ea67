package org.delocate.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.delocate.network.model.Checkpoint;
import org.delocate.network.weights.CheckpointException;

/**
 * The course of a run on the driver: list the archive, learn what earlier runs have done, let the
 * executors scan the rest.
 *
 * <p>The driver keeps nothing that is not in the table already. Killed at any moment, it loses the
 * tasks that were running, and the next run goes on behind all others.
 */
final class BatchJob {

  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /**
   * How a run ended.
   *
   * @param tally what became of the files
   * @param problems inputs that give nothing to scan; one sentence each
   */
  record Result(Tally tally, List<String> problems) {}

  private final BatchRequest request;
  private final PrintWriter messages;

  BatchJob(BatchRequest request, PrintWriter messages) {
    this.request = request;
    this.messages = messages;
  }

  /**
   * Does it.
   *
   * @throws BatchException if the table cannot be used
   * @throws CheckpointException if the model cannot be used
   */
  Result run() {
    Checkpoint model = model();
    SparkSession session = SparkSession.builder().config(configuration()).getOrCreate();
    try (JavaSparkContext spark = new JavaSparkContext(session.sparkContext())) {
      return run(session, spark, model.identity());
    } finally {
      ExecutorWorker.endAll();
    }
  }

  private Checkpoint model() {
    return request
        .model()
        .map(Checkpoint::read)
        .or(Checkpoint::shipped)
        .orElseThrow(
            () -> new BatchException("no checkpoint is shipped with this build; name one"));
  }

  private SparkConf configuration() {
    SparkConf configuration = new SparkConf();
    request.master().ifPresent(configuration::setMaster);
    configuration.setIfMissing("spark.master", "local[*]");
    if (configuration.get("spark.master").startsWith("local")) {
      // Nobody but this machine needs to reach it, and its name may be known to no one.
      configuration
          .setIfMissing("spark.driver.host", "127.0.0.1")
          .setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    return configuration
        .setIfMissing("spark.app.name", "delocate batch")
        .setIfMissing("spark.ui.enabled", "false")
        .setIfMissing("spark.ui.showConsoleProgress", "false");
  }

  private Result run(SparkSession session, JavaSparkContext spark, String model) {
    Configuration hadoop = spark.hadoopConfiguration();
    VideoTable table = new VideoTable(request.table(), hadoop);
    boolean hasRows = table.open();
    List<String> ownFolders = new ArrayList<>(List.of(request.table()));
    if (!request.scans().reports().isEmpty()) {
      ownFolders.add(request.scans().reports());
    }
    ArchiveListing listing = ArchiveListing.of(request.inputs(), ownFolders, hadoop);
    BatchSettings settings = settings(spark, model);
    KnownContents known = hasRows ? known(session, settings) : new KnownContents.Builder().build();
    int cores = spark.defaultParallelism();
    List<List<ArchiveFile>> tasks =
        TaskPlan.of(
            listing.files(),
            request.filesPerTask().orElse(TaskPlan.filesPerTask(listing.files().size(), cores)));
    messages.printf(
        Locale.ROOT,
        "%,d files in %,d tasks on %d cores; %,d rows of earlier runs%n",
        listing.files().size(),
        tasks.size(),
        cores,
        known.rows());
    messages.flush();
    Tally tally = new Tally();
    if (!tasks.isEmpty()) {
      session.sparkContext().addSparkListener(new BatchProgress(tasks, messages));
      ScanTask task =
          new ScanTask(
              settings,
              spark.broadcast(new SerializableConfiguration(hadoop)),
              spark.broadcast(known));
      spark
          .parallelize(tasks, tasks.size())
          .mapPartitionsWithIndex(task, true)
          .collect()
          .forEach(tally::add);
    }
    try {
      table.sweep();
    } catch (IOException e) {
      throw new UncheckedIOException("the table cannot be tidied", e);
    }
    return new Result(tally, listing.problems());
  }

  private BatchSettings settings(JavaSparkContext spark, String model) {
    String modelFile = null;
    if (request.model().isPresent()) {
      java.nio.file.Path place = request.model().get().toAbsolutePath().normalize();
      // A file's card lies beside it.
      java.nio.file.Path folder =
          java.nio.file.Files.isDirectory(place) ? place : place.getParent();
      spark.addFile(folder.toUri().toString(), true);
      modelFile = folder.getFileName() + (folder.equals(place) ? "" : "/" + place.getFileName());
    }
    return new BatchSettings(
        RUN.format(Instant.now()), request.table(), model, modelFile, request.scans());
  }

  private KnownContents known(SparkSession session, BatchSettings settings) {
    KnownContents.Builder known = new KnownContents.Builder();
    Iterator<Row> rows =
        session
            .read()
            .parquet(request.table())
            .where(functions.col("model").equalTo(settings.model()))
            .where(functions.col("options").equalTo(settings.scans().inWords()))
            .where(functions.col("sha256").isNotNull())
            .select(functions.col("path"), functions.col("sha256"), functions.input_file_name())
            .toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      known.add(row.getString(0), row.getString(1), new Path(row.getString(2)).getName());
    }
    return known.build();
  }
}
