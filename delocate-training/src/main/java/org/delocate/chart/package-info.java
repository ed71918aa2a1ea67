/** Charts and tables of measured numbers, as inline SVG and text. */
package org.delocate.chart;
