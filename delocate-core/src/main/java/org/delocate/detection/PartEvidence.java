package org.delocate.detection;

/**
 * How badly each facial part is recovered by the network that knows real faces only, relative to
 * real faces. Each value is the share of real validation faces whose part is recovered
 * <em>better</em>, 0 to 1: around one half for real faces, near 1 for a part unlike any real one.
 * Over a track, the median of its faces.
 */
public record PartEvidence(double eyes, double cheekAndNose, double lips) {}
