/**
 * Pixels of a face as sets and planes, and masks derived from a fake and its original.
 *
 * <p>In: pictures and outlines. Out: {@link org.delocate.dataset.mask.Region}, {@link
 * org.delocate.dataset.mask.Plane}. May use, of other families, {@code face} and {@code media}.
 */
package org.delocate.dataset.mask;
