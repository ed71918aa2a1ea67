/**
 * The parts of a face, and which patches of a crop each of them covers.
 *
 * <p>In: {@code Landmarks}. Out: {@link org.delocate.face.region.PatchMask}s by {@link
 * org.delocate.face.region.FacialPart}, and the hull of a face. May use its neighbour {@code
 * geometry}.
 */
package org.delocate.face.region;
