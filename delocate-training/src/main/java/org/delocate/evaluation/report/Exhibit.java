package org.delocate.evaluation.report;

import java.util.Optional;
import org.delocate.evaluation.score.EvaluatedFace;
import org.delocate.media.image.Image;

/**
 * An evaluated face with its pictures.
 *
 * @param face what the model says of it
 * @param crop what the networks see
 * @param recovered what stage 1 makes of it
 * @param mask probability of tampering of each pixel
 * @param outlinedFrom value of the mask that pixels within the outline reach
 * @param truth 1 where it is forged; empty where nobody knows
 */
public record Exhibit(
    EvaluatedFace face,
    Image crop,
    Image recovered,
    float[] mask,
    double outlinedFrom,
    Optional<float[]> truth) {}
