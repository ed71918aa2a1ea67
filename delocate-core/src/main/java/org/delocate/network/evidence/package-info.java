/**
 * What comes out of the networks, as plain records.
 *
 * <p>In: numbers. Out: {@link org.delocate.network.evidence.FaceEvidence}, {@link
 * org.delocate.network.evidence.PartValues}, {@link org.delocate.network.evidence.EvidenceLevels}.
 * May use its neighbour {@code input}, and of other families {@code face} and {@code media}.
 */
package org.delocate.network.evidence;
