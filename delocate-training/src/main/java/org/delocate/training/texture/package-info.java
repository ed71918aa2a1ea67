/**
 * Fits the texture network's discriminants.
 *
 * <p>In: clips and pictures of many worlds. Out: a checkpoint with a texture network. May use its
 * neighbours {@code configuration}, {@code crop}, {@code loop} and {@code weights}, and of other
 * families {@code dataset}, {@code face}, {@code forgery}, {@code media}, {@code metrics}, {@code
 * network} and {@code setting}.
 */
package org.delocate.training.texture;
