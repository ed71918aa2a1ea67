/**
 * Stage 2: paints the tampered region and tells forged from real.
 *
 * <p>In: a crop and what recovering and mapping made of it. Out: a mask and a logit. May use its
 * neighbours {@code encoder}, {@code input} and {@code layer}.
 */
package org.delocate.network.localization;
