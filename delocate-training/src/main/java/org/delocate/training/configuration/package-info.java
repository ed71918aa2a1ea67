/**
 * What runs are told: records with checked ranges, read from YAML and overridden key by key, with
 * the learning rate's course over the steps.
 *
 * <p>In: a file and {@code key=value}. Out: records, or a {@link
 * org.delocate.training.configuration.ConfigurationException}. May use, of other families, {@code
 * network} and {@code setting}.
 */
package org.delocate.training.configuration;
