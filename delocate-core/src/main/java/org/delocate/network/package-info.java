/**
 * The networks of Delocate (Hu et al., IJCAI 2024) as LibTorch modules, their checkpoints, and
 * inference on a batch of aligned faces. Tensors do not leave this family and the training code.
 * Its rooms, each using only those before it: {@code input}, {@code evidence}, {@code weights},
 * {@code engine}, {@code layer}, {@code encoder}, {@code localization}, {@code mapping}, {@code
 * recovering}, {@code texture}, {@code model} and {@code analysis}.
 */
package org.delocate.network;
