/**
 * Named tensors in files, and modules filled from them.
 *
 * <p>In comes a safetensors file; out comes {@link org.delocate.network.weights.Weights}, or a
 * {@link org.delocate.network.weights.CheckpointException}. May use nothing else of this project.
 */
package org.delocate.network.weights;
