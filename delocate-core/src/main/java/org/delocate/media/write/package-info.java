/**
 * The one way out: encode pictures, and sound, as a video.
 *
 * <p>In: {@code Image}s and a {@link org.delocate.media.write.VideoEncoding}. Out: a file that is
 * there whole or not at all. May use its neighbours {@code colour}, {@code file}, {@code image},
 * {@code library} and {@code read}.
 */
package org.delocate.media.write;
