package org.delocate.report.page;

import java.util.Optional;
import org.delocate.detection.result.Outline;
import org.delocate.face.geometry.Box;
import org.delocate.report.output.Spool;

/**
 * One face of a track as the page shows it.
 *
 * @param index of the frame
 * @param place of the face in the thumbnail of the frame, as shares of its width and height
 * @param thumbnailWidth pixels
 * @param thumbnailHeight pixels
 * @param pictures the JPEGs in the spool: face, heat map, recovered face, thumbnail of the frame
 */
record KeyFrame(
    long index,
    double timeSeconds,
    double probability,
    double tamperedFraction,
    Optional<Outline> outline,
    Box place,
    int thumbnailWidth,
    int thumbnailHeight,
    Pictures pictures) {

  /** JPEGs in the spool. */
  record Pictures(Spool.Place face, Spool.Place heat, Spool.Place recovered, Spool.Place frame) {}
}
