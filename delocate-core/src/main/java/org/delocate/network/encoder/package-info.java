/**
 * The halves of networks that look: crops in, maps of features out. A new one is a {@link
 * org.delocate.network.encoder.LocalizationEncoder}.
 *
 * <p>In: a batch of crops as a tensor. Out: maps at several scales. May use its neighbours {@code
 * input} and {@code layer}.
 */
package org.delocate.network.encoder;
