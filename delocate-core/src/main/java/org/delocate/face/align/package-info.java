/**
 * Brings a face into its canonical crop. Training and detection share this code, so that a network
 * never sees two kinds of preprocessing.
 *
 * <p>In: an {@code Image}, {@code Landmarks} and a {@link org.delocate.face.align.CropConvention}.
 * Out: an {@link org.delocate.face.align.AlignedFace}. May use its neighbour {@code geometry}, and
 * of other families {@code media} and {@code setting}.
 */
package org.delocate.face.align;
