package org.delocate.spark;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file of an archive, as its file system lists it.
 *
 * @param path with scheme, such as {@code hdfs://host/folder/clip.mp4}
 * @param bytes its size
 * @param modified when it was last written
 */
record ArchiveFile(String path, long bytes, Instant modified) implements Serializable {}
