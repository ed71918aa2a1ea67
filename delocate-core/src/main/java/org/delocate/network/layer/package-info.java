/**
 * The blocks that several networks are built of, with their fast forms for inference.
 *
 * <p>In: tensors. Out: tensors. May use its neighbour {@code engine}.
 */
package org.delocate.network.layer;
