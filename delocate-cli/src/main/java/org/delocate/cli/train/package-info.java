/**
 * {@code delocate train} and its subcommands.
 *
 * <p>In: a configuration. Out: a run. May use its neighbours {@code display} and {@code option},
 * and of other families {@code network} and {@code training}.
 */
package org.delocate.cli.train;
