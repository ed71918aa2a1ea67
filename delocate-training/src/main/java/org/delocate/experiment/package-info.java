/**
 * The experiments by name, for the command line.
 *
 * <p>In comes a name; out comes an {@code Experiment}. May use its neighbours {@code bench}, {@code
 * measure}, {@code train} and {@code world}.
 */
package org.delocate.experiment;
