/**
 * Options that several commands share, and how a command ends.
 *
 * <p>In: words of the command line. Out: checked values, or a {@link
 * org.delocate.cli.option.UsageException}. May use, of other families, {@code dataset}, {@code
 * detection}, {@code forgery}, {@code media}, {@code network} and {@code training}.
 */
package org.delocate.cli.option;
