/**
 * What verdicts, reasons and models are in words, for people.
 *
 * <p>In: records of {@code detection.result}. Out: sentences. May use, of other families, {@code
 * detection}, {@code media} and {@code network}.
 */
package org.delocate.report.words;
