/**
 * The mapping module: what a face would look like if it were recovered as a whole.
 *
 * <p>In: a crop. Out: the mapped crop. May use its neighbours {@code encoder}, {@code input},
 * {@code layer} and {@code localization}.
 */
package org.delocate.network.mapping;
