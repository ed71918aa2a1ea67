package org.delocate.worker;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a worker says of a scan whose report it has written.
 *
 * @param header of {@code report.json}: all but the tracks and the provenance
 * @param provenance of {@code report.json}
 * @param line the verdict in one line
 * @param message the verdict's, for a person
 * @param persons people of whom a face was scored
 * @param picture whether the input is a still picture
 * @param seconds that the scan took
 */
public record ScanResult(
    JsonNode header,
    JsonNode provenance,
    String line,
    String message,
    int persons,
    boolean picture,
    double seconds) {}
