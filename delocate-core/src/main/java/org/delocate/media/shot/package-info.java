/**
 * Frames as they belong together: woven fields made whole, cuts and dissolves found, every shot
 * given enough frames.
 *
 * <p>In: native frames one after the other. Out: frames with their shots. May use its neighbours
 * {@code colour}, {@code container} and {@code image}.
 */
package org.delocate.media.shot;
