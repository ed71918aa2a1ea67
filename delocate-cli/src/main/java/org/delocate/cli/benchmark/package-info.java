/**
 * {@code delocate benchmark} and {@code benchmark-store}: how fast this machine is.
 *
 * <p>Out: numbers. May use its neighbour {@code option}, and of other families {@code dataset},
 * {@code detection}, {@code face}, {@code forgery}, {@code media}, {@code network} and {@code
 * training}.
 */
package org.delocate.cli.benchmark;
