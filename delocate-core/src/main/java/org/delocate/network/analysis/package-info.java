/**
 * Runs a model over aligned faces, and measures what that costs.
 *
 * <p>In: {@code AlignedFace}s in batches. Out: {@code FaceEvidence}. May use its neighbours {@code
 * encoder}, {@code engine}, {@code evidence}, {@code export}, {@code input}, {@code localization},
 * {@code mapping}, {@code model}, {@code onnx}, {@code recovering}, {@code texture} and {@code
 * weights}, and of other families {@code face} and {@code media}.
 */
package org.delocate.network.analysis;
