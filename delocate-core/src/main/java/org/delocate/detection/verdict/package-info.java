/**
 * From the scores of a person's frames to a verdict and its sentences: how they are calibrated and
 * graded, once {@code options} has made one of them.
 *
 * <p>In: {@code TrackRecord}s and the model's card. Out: {@code Verdict}s and passages. May use its
 * neighbours {@code options}, {@code result}, {@code scan} and {@code words}, and of other families
 * {@code network}.
 */
package org.delocate.detection.verdict;
