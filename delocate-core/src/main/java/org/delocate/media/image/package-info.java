/**
 * Pictures in Java memory, and how they lie.
 *
 * <p>In: pixels. Out: {@link org.delocate.media.image.Image}, {@link
 * org.delocate.media.image.GrayImage} and {@link org.delocate.media.image.VideoFrame}, free of
 * native memory. May use nothing else of this project.
 */
package org.delocate.media.image;
