/**
 * The HTML page of one scan, and the frame that all pages of the project share.
 *
 * <p>In: a {@code Report} and key frames. Out: HTML. May use its neighbours {@code output} and
 * {@code overlay}, and of other families {@code detection}, {@code face} and {@code media}.
 */
package org.delocate.report.page;
