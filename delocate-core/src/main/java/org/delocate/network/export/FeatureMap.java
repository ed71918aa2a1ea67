package org.delocate.network.export;

import org.delocate.network.onnx.Value;

/**
 * A square map of features.
 *
 * @param values {@code [B, C, side, side]}
 * @param side places along a side
 */
record FeatureMap(Value values, int side) {}
