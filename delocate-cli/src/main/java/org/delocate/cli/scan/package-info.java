/**
 * {@code delocate scan}.
 *
 * <p>In: files and folders. Out: reports, and an exit code. May use its neighbours {@code display}
 * and {@code option}, and of other families {@code detection}, {@code media}, {@code network},
 * {@code report} and {@code worker}.
 */
package org.delocate.cli.scan;
