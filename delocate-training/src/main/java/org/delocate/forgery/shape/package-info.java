/**
 * The shape of a face, and its changes: meshes, warps, expressions.
 *
 * <p>In: {@code Landmarks} and pictures. Out: warped pictures and regions. May use its neighbour
 * {@code pixel}, and of other families {@code dataset}, {@code face} and {@code media}.
 */
package org.delocate.forgery.shape;
