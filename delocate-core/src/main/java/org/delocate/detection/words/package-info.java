/**
 * What people read of a verdict, in English: its line and headline, how firm it is ({@link
 * org.delocate.detection.words.VerdictWords}), why there is none ({@link
 * org.delocate.detection.words.NoVerdictWords}), what the input had about it ({@link
 * org.delocate.detection.words.InputWords}), what its model is. No other room says such a thing, so
 * a second language is a second one of this. What is said is measured elsewhere, of frames in
 * {@code scan}.
 *
 * <p>In: records of {@code detection.result}. Out: sentences. May use its neighbours {@code result}
 * and {@code scan}, and of other families {@code media} and {@code network}.
 */
package org.delocate.detection.words;
