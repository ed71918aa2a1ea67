/**
 * The autoencoder of the original Deepfakes: network, training, forger.
 *
 * <p>In: faces of two people. Out: a forger for these two. May use its neighbours {@code blend},
 * {@code forger}, {@code pixel} and {@code shape}, and of other families {@code dataset}, {@code
 * face}, {@code media} and {@code network}.
 */
package org.delocate.forgery.swap;
