/**
 * Options that several commands share, and how a command ends.
 *
 * <p>In comes words of the command line; out comes checked values, or a {@link
 * org.delocate.cli.option.UsageException}. May use, of other families, {@code dataset}, {@code
 * detection}, {@code forgery}, {@code media}, {@code network} and {@code training}.
 */
package org.delocate.cli.option;
