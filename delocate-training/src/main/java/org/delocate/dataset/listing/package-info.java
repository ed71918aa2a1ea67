/**
 * What all readers of datasets share: files and how their lines are read, tables, archives, splits,
 * and problems that are counted and not thrown.
 *
 * <p>In: a folder. Out: a {@link org.delocate.dataset.listing.DatasetListing}. May use its
 * neighbour {@code record}, and of other families {@code media}.
 */
package org.delocate.dataset.listing;
