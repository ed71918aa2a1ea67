/**
 * From the samples of a decoded frame to the colours that a person sees: matrices, curves, depth,
 * scaling; of HDR in {@code HdrConverter}.
 *
 * <p>In: a native frame. Out: an {@code Image}. May use its neighbours {@code image} and {@code
 * library}.
 */
package org.delocate.media.colour;
