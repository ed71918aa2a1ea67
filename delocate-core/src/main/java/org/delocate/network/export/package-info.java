/**
 * The networks as graphs of ONNX: for each module that runs in inference, the same calculation with
 * the same weights.
 *
 * <p>In: a checkpoint. Out: {@link org.delocate.network.export.OnnxExport}, a model to write, and
 * {@link org.delocate.network.export.ScanGraph}, those that a scan runs. May use its neighbours
 * {@code encoder}, {@code input}, {@code layer}, {@code localization}, {@code model}, {@code onnx},
 * {@code recovering}, {@code texture} and {@code weights}, and of other families {@code face}.
 */
package org.delocate.network.export;
