/**
 * Forges whole files, for tests, samples and a look by eye.
 *
 * <p>In: a video or a picture. Out: a forged file beside its true mask. May use its neighbours
 * {@code change}, {@code degrade}, {@code forger}, {@code pixel} and {@code shape}, and of other
 * families {@code dataset}, {@code face} and {@code media}.
 */
package org.delocate.forgery.file;
