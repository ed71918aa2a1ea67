/**
 * {@code delocate export}: models and faces for other programs.
 *
 * <p>In: options. Out: a file that was not there before. May use its neighbour {@code option}, and
 * of other families {@code detection}, {@code face}, {@code media} and {@code network}.
 */
package org.delocate.cli.export;
