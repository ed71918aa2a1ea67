/**
 * Where things lie: boxes, landmarks, affine maps, and squares cut out through them.
 *
 * <p>In: coordinates in pixels. Out: {@link org.delocate.face.geometry.Box}, {@link
 * org.delocate.face.geometry.Landmarks}, {@link org.delocate.face.geometry.AffineTransform}. May
 * use, of other families, {@code media}.
 */
package org.delocate.face.geometry;
