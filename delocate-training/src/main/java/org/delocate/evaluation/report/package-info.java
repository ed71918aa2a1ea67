/**
 * An evaluation with its protocol: page, tables, JSON, and two of them side by side.
 *
 * <p>In: a checkpoint and a store. Out: files. May use its neighbours {@code number} and {@code
 * score}, and of other families {@code chart}, {@code dataset}, {@code detection}, {@code face},
 * {@code media}, {@code metrics}, {@code network} and {@code report}.
 */
package org.delocate.evaluation.report;
