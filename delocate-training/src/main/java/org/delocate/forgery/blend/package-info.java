/**
 * How one face is laid over another: masks and seams, shared by all forgers. How much of it one
 * forger uses is said in that forger.
 *
 * <p>In: two pictures and a region. Out: a picture and the pixels that changed. May use its
 * neighbours {@code change} and {@code pixel}, and of other families {@code dataset}, {@code face}
 * and {@code media}.
 */
package org.delocate.forgery.blend;
