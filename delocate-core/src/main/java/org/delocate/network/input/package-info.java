/**
 * What the networks are built for and given: their sizes, and faces and patches as tensors.
 *
 * <p>In: {@code AlignedFace}s and a {@link org.delocate.network.input.NetworkConfiguration}. Out:
 * {@link org.delocate.network.input.FaceTensors} and {@link org.delocate.network.input.PatchIds}.
 * May use, of other families, {@code face}, {@code media} and {@code setting}.
 */
package org.delocate.network.input;
