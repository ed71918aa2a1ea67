/**
 * Charts and tables of measured numbers, as inline SVG and text.
 *
 * <p>May use, of other families, {@code media} and {@code report}.
 */
package org.delocate.chart;
