/**
 * Fits the texture network's discriminants: in closed form, or by logistic regression, plainly,
 * with group DRO or with MLDG over domains ({@code LogisticDirection}); where forgeries lie ({@code
 * PlaceFit}); and what tells a passage from the rest of its shot ({@code PassageFit}).
 *
 * <p>In: clips and pictures of many worlds. Out: a checkpoint with a texture network. May use its
 * neighbours {@code configuration}, {@code crop}, {@code loop} and {@code weights}, and of other
 * families {@code dataset}, {@code detection}, {@code face}, {@code forgery}, {@code media}, {@code
 * metrics}, {@code network} and {@code setting}.
 */
package org.delocate.training.texture;
