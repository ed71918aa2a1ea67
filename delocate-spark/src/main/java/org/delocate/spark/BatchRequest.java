package org.delocate.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.delocate.network.engine.Precision;
import org.delocate.report.ReportFormat;

/**
 * What a user asks for.
 *
 * @param inputs files, folders and patterns
 * @param table folder of the table
 * @param master of the cluster; empty if Spark has been told, or else for all cores of this machine
 * @param model folder or file of a checkpoint on this machine; empty for the shipped one
 * @param sampling which frames are looked at
 * @param precision of the networks
 * @param reports folder for reports; empty for none
 * @param formats of the reports
 * @param mostBytes of a file
 * @param workerBytes of memory that a worker may take
 * @param workerMinutes that a scan may take
 * @param filesPerTask that go together; empty for a number that fits
 */
record BatchRequest(
    List<String> inputs,
    String table,
    Optional<String> master,
    Optional<Path> model,
    BatchSettings.Sampling sampling,
    Precision precision,
    Optional<String> reports,
    Set<ReportFormat> formats,
    long mostBytes,
    long workerBytes,
    int workerMinutes,
    OptionalInt filesPerTask) {

  BatchRequest {
    inputs = List.copyOf(inputs);
    formats = Set.copyOf(formats);
  }
}
