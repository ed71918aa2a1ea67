/**
 * The networks of Delocate (Hu et al., IJCAI 2024) as LibTorch modules, their checkpoints, and
 * inference on a batch of aligned faces. Tensors do not leave this family and the training code.
 * Its rooms, from the bottom up: {@code engine}, {@code input}, {@code evidence}, {@code layer},
 * {@code encoder}, {@code localization}, {@code mapping}, {@code texture}, {@code weights}, {@code
 * recovering}, {@code model}, {@code onnx}, {@code export} and {@code analysis}.
 */
package org.delocate.network;
