/**
 * How long each part of a scan takes, by JMH: one class for each part, from the file to the report.
 *
 * <p>In come the clips of {@code samples} and the shipped model, out go numbers. Nothing here is
 * part of a release. May use, of other families, {@code detection}, {@code face}, {@code media},
 * {@code network} and {@code report}.
 */
package org.delocate.benchmarks;
