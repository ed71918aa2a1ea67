/**
 * Looks through a dataset before hours are spent on it.
 *
 * <p>In: {@code LAYOUT:PATH}. Out: a {@link org.delocate.dataset.check.DatasetReport}. May use its
 * neighbours {@code frame}, {@code layout}, {@code listing} and {@code record}, and of other
 * families {@code media}.
 */
package org.delocate.dataset.check;
