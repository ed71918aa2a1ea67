/**
 * Writes a {@link org.delocate.detection.result.Report} as JSON, as an HTML page, as an overlay video, as
 * mask pictures.
 */
package org.delocate.report;
