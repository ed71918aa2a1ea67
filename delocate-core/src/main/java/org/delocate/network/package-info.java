/**
 * The networks of Delocate (Hu et al., IJCAI 2024) as LibTorch modules, their checkpoints, and
 * inference on a batch of aligned faces. Tensors do not leave this package and the training code.
 */
package org.delocate.network;
