/**
 * Named tensors in files, and modules filled from them.
 *
 * <p>In: a safetensors file. Out: {@link org.delocate.network.weights.Weights}, or a {@link
 * org.delocate.network.weights.CheckpointException}. May use nothing else of this project.
 */
package org.delocate.network.weights;
