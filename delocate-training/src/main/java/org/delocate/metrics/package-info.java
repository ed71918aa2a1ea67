/**
 * Numbers that tell how good scores and masks are, each with its definition and edge cases; apart
 * from how they are shown.
 *
 * <p>May use nothing else of this project.
 */
package org.delocate.metrics;
