/**
 * How a waiting person sees how far a job is, and how a job is stopped gently.
 *
 * <p>In: progress. Out: lines on a terminal or in a log. May use nothing else of this project.
 */
package org.delocate.cli.display;
