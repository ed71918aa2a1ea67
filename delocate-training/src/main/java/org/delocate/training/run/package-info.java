/**
 * The folder of a run: its log, its page, its curves, and the checkpoint that resumes it.
 *
 * <p>In: what a run tells of itself. Out: files. May use its neighbours {@code configuration},
 * {@code group}, {@code step} and {@code weights}, and of other families {@code chart}, {@code
 * media}, {@code network} and {@code report}.
 */
package org.delocate.training.run;
