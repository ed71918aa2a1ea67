/**
 * What people read of a verdict, in English: its message, its line, its headline, its reasons, what
 * its model is. No other room says such a thing, so a second language is a second one of this.
 *
 * <p>In: records of {@code detection.result}. Out: sentences. May use its neighbours {@code result}
 * and {@code scan}, and of other families {@code media} and {@code network}.
 */
package org.delocate.detection.words;
