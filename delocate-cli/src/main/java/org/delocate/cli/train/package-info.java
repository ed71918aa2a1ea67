/**
 * {@code delocate train} and its subcommands.
 *
 * <p>In comes a configuration; out comes a run. May use its neighbours {@code display} and {@code
 * option}, and of other families {@code network} and {@code training}.
 */
package org.delocate.cli.train;
