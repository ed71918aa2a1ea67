package org.delocate.detection.result;

/**
 * A part of the video in which a person was followed without a break.
 *
 * @param fromSeconds time of the first scored face
 * @param toSeconds time of the last scored face
 * @param faces that were scored in it, at least 1
 */
public record Shot(double fromSeconds, double toSeconds, int faces) {}
