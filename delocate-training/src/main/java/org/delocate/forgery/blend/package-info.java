/**
 * How one face is laid over another: masks and seams.
 *
 * <p>In: two pictures and a region. Out: a picture and the pixels that changed. May use its
 * neighbours {@code change} and {@code pixel}, and of other families {@code dataset}, {@code face}
 * and {@code media}.
 */
package org.delocate.forgery.blend;
