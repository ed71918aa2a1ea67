/**
 * Writes a {@link org.delocate.detection.result.Report} in the formats that were asked for, and the
 * summary of a folder. A new format is one {@link org.delocate.report.ReportFormat}.
 *
 * <p>In: a scan as it goes on. Out: files in one folder. May use its neighbours {@code output},
 * {@code overlay} and {@code page}, and of other families {@code detection}, {@code face} and
 * {@code media}.
 */
package org.delocate.report;
