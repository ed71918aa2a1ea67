/**
 * What texture and motion tell over all generators: fixed statistics and discriminants.
 *
 * <p>In: a face and the frame after it. Out: {@link org.delocate.network.texture.TrackTexture}. May
 * use its neighbours {@code encoder}, {@code engine}, {@code evidence}, {@code input} and {@code
 * layer}, and of other families {@code face}.
 */
package org.delocate.network.texture;
