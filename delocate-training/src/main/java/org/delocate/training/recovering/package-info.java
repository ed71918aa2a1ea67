/**
 * Stage 1: learns real faces by recovering what is hidden of them.
 *
 * <p>In: real faces of a store. Out: a checkpoint. May use its neighbours {@code configuration},
 * {@code crop}, {@code loop}, {@code run}, {@code step} and {@code weights}, and of other families
 * {@code dataset}, {@code face}, {@code media}, {@code network}, {@code report} and {@code
 * setting}.
 */
package org.delocate.training.recovering;
