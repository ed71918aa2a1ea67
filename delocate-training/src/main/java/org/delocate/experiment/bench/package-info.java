/**
 * What every experiment works with: samples, interventions, parts that survive a stop, tables.
 *
 * <p>In: a store and settings. Out: an {@link org.delocate.experiment.bench.ExperimentResult}. May
 * use, of other families, {@code chart}, {@code dataset}, {@code detection}, {@code evaluation},
 * {@code face}, {@code forgery}, {@code media}, {@code metrics}, {@code network}, {@code report}
 * and {@code training}.
 */
package org.delocate.experiment.bench;
