package org.delocate.dataset;

import java.nio.file.Path;

/**
 * Reads one dataset layout as its authors ship it. A new dataset is a new implementation and one
 * line in {@link Datasets}.
 *
 * <p>A reader owns the polarity of its dataset's labels and its official splits. It reads names and
 * lists, never pictures, never writes, and does not change between two reads of the same folder.
 */
public interface DatasetReader {

  /** The name before the colon in {@code --data LAYOUT:PATH}, in lower case. */
  String layout();

  /** One line for {@code --help}: what must lie under the path. */
  String description();

  /** Whether the folder looks like this layout; never throws. */
  boolean recognises(Path root);

  /**
   * Lists the records.
   *
   * @param root an existing file or folder
   * @throws DatasetException if nothing can be read; smaller faults become {@linkplain
   *     DatasetListing#problems problems}
   */
  DatasetListing read(Path root);
}
