/**
 * {@code delocate evaluate}, {@code experiment} and {@code release}.
 *
 * <p>In: a store and a checkpoint. Out: numbers and models. May use its neighbours {@code display}
 * and {@code option}, and of other families {@code dataset}, {@code evaluation}, {@code
 * experiment}, {@code forgery}, {@code metrics} and {@code network}.
 */
package org.delocate.cli.evaluate;
