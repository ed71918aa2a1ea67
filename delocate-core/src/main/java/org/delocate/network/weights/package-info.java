/**
 * Named tensors in files, and modules filled from them.
 *
 * <p>In: a safetensors file. Out: {@link org.delocate.network.weights.Safetensors}, whose form is
 * checked when it is read, and whose values are when a tensor is taken, or a {@link
 * org.delocate.network.weights.CheckpointException}; {@link org.delocate.network.weights.Weights}
 * fills modules from it. May use nothing else of this project.
 */
package org.delocate.network.weights;
