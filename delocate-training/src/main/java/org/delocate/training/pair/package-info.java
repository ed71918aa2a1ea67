/**
 * Pairs of a forged face and its original for stage 2, from stores, from our forgers and from clips
 * of many worlds.
 *
 * <p>In: a store. Out: {@link org.delocate.training.pair.FaceBatch}es. May use its neighbours
 * {@code configuration}, {@code crop} and {@code step}, and of other families {@code dataset},
 * {@code face}, {@code forgery}, {@code media}, {@code network} and {@code setting}.
 */
package org.delocate.training.pair;
