/**
 * What a dataset says of one picture or video.
 *
 * <p>Out: {@link org.delocate.dataset.record.FaceRecord}, {@link
 * org.delocate.dataset.record.Label}. May use its neighbour {@code mask}, and of other families
 * {@code media}.
 */
package org.delocate.dataset.record;
