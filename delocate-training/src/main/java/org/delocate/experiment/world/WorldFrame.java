package org.delocate.experiment.world;

/**
 * One face of a clip with its score, as a finished part of the experiment keeps it.
 *
 * @param key of the face in its store
 * @param clip the record that it is a frame of
 * @param person number of the person in it
 * @param score log-odds of forgery, after the model's own temperature and bias
 * @param faceWidth pixels that the face is wide in the picture that it was cut from
 * @param sharpness of the crop, as {@link org.delocate.face.align.Sharpness}
 */
record WorldFrame(
    String key, String clip, int person, double score, double faceWidth, double sharpness) {}
