/**
 * The library that calculates: loading it, its devices, its numbers.
 *
 * <p>Out: {@link org.delocate.network.engine.Engine}, {@link
 * org.delocate.network.engine.ComputeDevice}, {@link org.delocate.network.engine.Precision}. May
 * use nothing else of this project.
 */
package org.delocate.network.engine;
