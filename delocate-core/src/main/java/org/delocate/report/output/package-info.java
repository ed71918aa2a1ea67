/**
 * What every form of a report shares: where it is written, and pictures kept on disk while a scan
 * goes on.
 *
 * <p>In: scored frames as they come by. Out: {@link org.delocate.report.output.ReportOutput}. May
 * use, of other families, {@code detection} and {@code media}.
 */
package org.delocate.report.output;
