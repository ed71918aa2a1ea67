/**
 * Turns a dataset into a store: which faces, at which moments, in which shard.
 *
 * <p>In: a {@code DatasetListing} and {@link org.delocate.dataset.prepare.PreparationOptions}. Out:
 * a store. May use its neighbours {@code frame}, {@code layout}, {@code listing}, {@code mask},
 * {@code record} and {@code store}, and of other families {@code face} and {@code media}.
 */
package org.delocate.dataset.prepare;
