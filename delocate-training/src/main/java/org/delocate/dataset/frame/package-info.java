/**
 * The frames of a record and the face that the record is about.
 *
 * <p>In comes a {@code FaceRecord}; out comes pictures with faces found. May use its neighbours
 * {@code listing}, {@code mask} and {@code record}, and of other families {@code face} and {@code
 * media}.
 */
package org.delocate.dataset.frame;
