package org.delocate.dataset.listing;

import java.nio.file.Path;
import java.util.List;
import org.delocate.dataset.record.DatasetException;

/**
 * Reads one dataset layout as its authors ship it. A new dataset is a new implementation and one
 * line in {@link org.delocate.dataset.layout.Datasets}.
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

  /**
   * Lists the records of a dataset of which a part lies in other folders.
   *
   * @param companions where the rest lies, as the user named it; may be empty
   * @throws DatasetException WRONG_LAYOUT if this dataset has no such parts
   */
  default DatasetListing read(Path root, List<Path> companions) {
    if (!companions.isEmpty()) {
      throw new DatasetException(
          DatasetException.Reason.WRONG_LAYOUT,
          "the layout '" + layout() + "' has one folder; what is " + companions.get(0) + "?");
    }
    return read(root);
  }
}
