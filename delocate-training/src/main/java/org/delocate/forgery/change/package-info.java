/**
 * Changes of a whole picture that need no region: colour, detail, looks, the traces of generators.
 *
 * <p>In: a picture and random numbers. Out: a picture. May use its neighbour {@code pixel}, and of
 * other families {@code dataset} and {@code media}.
 */
package org.delocate.forgery.change;
