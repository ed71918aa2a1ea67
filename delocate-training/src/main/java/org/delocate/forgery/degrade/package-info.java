/**
 * What befalls pictures and clips after they were made: uploads, codecs, honest edits. {@link
 * org.delocate.forgery.degrade.NamedDegradations} at a strength that is asked for, {@link
 * org.delocate.forgery.degrade.TrainingDegradation} by chance. A new kind is one more line in the
 * former, and training has it then, too.
 *
 * <p>In: a picture or a clip. Out: the same, worse. May use its neighbours {@code change} and
 * {@code pixel}, and of other families {@code dataset}, {@code face}, {@code media} and {@code
 * setting}.
 */
package org.delocate.forgery.degrade;
