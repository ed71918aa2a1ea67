/**
 * Arithmetic on whole pictures: floats, colours, resizing.
 *
 * <p>In: {@code Image}s. Out: {@code Image}s. May use, of other families, {@code dataset} and
 * {@code media}.
 */
package org.delocate.forgery.pixel;
