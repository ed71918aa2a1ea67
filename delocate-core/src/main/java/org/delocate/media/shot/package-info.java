/**
 * Frames as they belong together: woven fields made whole, cuts and dissolves found, every shot
 * given enough frames.
 *
 * <p>In comes native frames one after the other; out comes frames with their shots. May use its
 * neighbours {@code colour}, {@code container}, {@code image} and {@code sampling}.
 */
package org.delocate.media.shot;
