/**
 * ONNX files: a graph of operators in the making, what ONNX has no operator for, and how it is
 * written. Knows nothing of our networks.
 *
 * <p>In: operators and constants. Out: {@link org.delocate.network.onnx.OnnxModel}, whose bytes are
 * the file. May use nothing else of this project.
 */
package org.delocate.network.onnx;
