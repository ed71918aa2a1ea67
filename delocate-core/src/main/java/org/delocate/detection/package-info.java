/**
 * {@link org.delocate.detection.Detector}: a path in, a {@link org.delocate.detection.Report} out.
 */
package org.delocate.detection;
