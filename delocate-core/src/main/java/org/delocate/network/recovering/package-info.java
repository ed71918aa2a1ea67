/**
 * Stage 1: recovers a face of which a part is hidden, from its eigenfaces, which are computed here,
 * too, and by a masked autoencoder.
 *
 * <p>In: patches that are visible. Out: patches as they would be if the face were real. May use its
 * neighbours {@code engine}, {@code input}, {@code layer} and {@code weights}, and of other
 * families {@code face} and {@code media}.
 */
package org.delocate.network.recovering;
