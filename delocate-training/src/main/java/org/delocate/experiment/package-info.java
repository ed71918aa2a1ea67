/**
 * The experiments by name, for the command line.
 *
 * <p>In: a name. Out: an {@code Experiment}. May use its neighbours {@code bench}, {@code measure},
 * {@code train} and {@code world}.
 */
package org.delocate.experiment;
