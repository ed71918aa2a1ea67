/**
 * Writes a {@link org.delocate.detection.Report} as JSON, as an HTML page, as an overlay video, as
 * mask pictures.
 */
package org.delocate.report;
