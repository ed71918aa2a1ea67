/**
 * Stage 2: learns to tell and to find forgeries.
 *
 * <p>In: pairs, and a checkpoint of stage 1. Out: a checkpoint that detects. May use its neighbours
 * {@code configuration}, {@code crop}, {@code loop}, {@code pair}, {@code step} and {@code
 * weights}, and of other families {@code dataset}, {@code face}, {@code metrics}, {@code network}
 * and {@code setting}.
 */
package org.delocate.training.localization;
