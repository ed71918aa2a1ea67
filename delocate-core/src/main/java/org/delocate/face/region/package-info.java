/**
 * The parts of a face, and which patches of a crop each of them covers.
 *
 * <p>In comes {@code Landmarks}; out comes {@link org.delocate.face.region.PatchMask}s by {@link
 * org.delocate.face.region.FacialPart}, and the hull of a face. May use its neighbour {@code
 * geometry}.
 */
package org.delocate.face.region;
