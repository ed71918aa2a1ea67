/**
 * Which files hold media, which formats may be opened at all, and files that are written whole or
 * not at all.
 *
 * <p>In: paths. Out: paths and {@link org.delocate.media.file.VideoStream}s. May use its neighbour
 * {@code library}.
 */
package org.delocate.media.file;
