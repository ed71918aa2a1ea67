/**
 * Numbers that tell how good scores and masks are, each with its definition and edge cases; apart
 * from how they are shown.
 */
package org.delocate.metrics;
