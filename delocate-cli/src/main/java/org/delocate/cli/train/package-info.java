/**
 * {@code delocate train} and its subcommands.
 *
 * <p>In: a configuration. Out: a run. May use its neighbours {@code display} and {@code option},
 * and of other families {@code network}, {@code setting} and {@code training}.
 */
package org.delocate.cli.train;
