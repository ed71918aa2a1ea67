/**
 * What befalls pictures and clips after they were made: uploads, codecs, honest edits.
 *
 * <p>In: a picture or a clip. Out: the same, worse. May use its neighbours {@code change} and
 * {@code pixel}, and of other families {@code dataset}, {@code face} and {@code media}.
 */
package org.delocate.forgery.degrade;
