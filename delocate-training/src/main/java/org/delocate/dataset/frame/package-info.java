/**
 * The frames of a record and the face that the record is about.
 *
 * <p>In: a {@code FaceRecord}. Out: pictures with faces found. May use its neighbours {@code
 * listing}, {@code mask} and {@code record}, and of other families {@code face} and {@code media}.
 */
package org.delocate.dataset.frame;
