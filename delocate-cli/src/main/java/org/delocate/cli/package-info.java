/**
 * One command class per verb; the launcher script at the root starts {@code Main}.
 *
 * <p>In: the command line. Out: an exit code. May use its neighbours {@code benchmark}, {@code
 * data}, {@code evaluate}, {@code export}, {@code option}, {@code scan}, {@code serve} and {@code
 * train}, and of other families {@code face} and {@code network}.
 */
package org.delocate.cli;
