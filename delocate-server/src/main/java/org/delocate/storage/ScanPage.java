package org.delocate.storage;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param scans at most as many as were asked for
 * @param next the cursor of the next page; empty if this is the last one
 */
public record ScanPage(List<StoredScan> scans, Optional<String> next) {

  public ScanPage {
    scans = List.copyOf(scans);
  }
}
