/**
 * What an encoder knows, and how long a step takes.
 *
 * <p>In: a checkpoint or a configuration. Out: numbers. May use its neighbours {@code
 * configuration}, {@code crop}, {@code localization}, {@code loop}, {@code pair}, {@code
 * recovering}, {@code step} and {@code weights}, and of other families {@code dataset}, {@code
 * face}, {@code media}, {@code metrics}, {@code network} and {@code setting}.
 */
package org.delocate.training.measure;
