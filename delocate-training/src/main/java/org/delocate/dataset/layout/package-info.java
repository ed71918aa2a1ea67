/**
 * One reader a layout of the field's datasets (FaceForensics++, Celeb-DF++, DFDC, DF40, the lists
 * of DeepfakeBench and others); a new dataset is a new {@code *Reader} here and one line in {@link
 * org.delocate.dataset.layout.Datasets}.
 *
 * <p>In: {@code LAYOUT:PATH}. Out: a {@code DatasetListing}. May use its neighbours {@code
 * listing}, {@code mask} and {@code record}, and of other families {@code face} and {@code media}.
 */
package org.delocate.dataset.layout;
