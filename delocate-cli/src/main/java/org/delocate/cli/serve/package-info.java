/**
 * {@code delocate serve}, and the copies of what a service keeps.
 *
 * <p>In: options. Out: a service that runs. May use its neighbour {@code option}, and of other
 * families {@code detection}, {@code server}, {@code storage} and {@code worker}.
 */
package org.delocate.cli.serve;
