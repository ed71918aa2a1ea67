package org.delocate.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a user asks for.
 *
 * @param inputs files, folders and patterns
 * @param table folder of the table
 * @param master of the cluster; empty if Spark has been told, or else for all cores of this machine
 * @param model folder or file of a checkpoint on this machine; empty for the shipped one
 * @param scans how every file is scanned
 * @param filesPerTask that go together; empty for a number that fits
 */
record BatchRequest(
    List<String> inputs,
    String table,
    Optional<String> master,
    Optional<Path> model,
    ScanChoice scans,
    OptionalInt filesPerTask) {

  BatchRequest {
    inputs = List.copyOf(inputs);
  }
}
