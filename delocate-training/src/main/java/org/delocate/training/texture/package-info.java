/**
 * Fits the texture network's discriminants: in closed form, or by logistic regression, plainly,
 * with group DRO or with MLDG over domains ({@code LogisticDirection}); and where forgeries lie
 * ({@code PlaceFit}).
 *
 * <p>In: clips and pictures of many worlds. Out: a checkpoint with a texture network. May use its
 * neighbours {@code configuration}, {@code crop}, {@code loop} and {@code weights}, and of other
 * families {@code dataset}, {@code face}, {@code forgery}, {@code media}, {@code metrics}, {@code
 * network} and {@code setting}.
 */
package org.delocate.training.texture;
