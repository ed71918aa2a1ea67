/**
 * All networks of one model with their weights and their card, as a checkpoint keeps them.
 *
 * <p>In: a folder or a resource. Out: {@link org.delocate.network.model.Checkpoint}, {@link
 * org.delocate.network.model.ModelCard}, {@link org.delocate.network.model.DelocateNetworks}. May
 * use its neighbours {@code engine}, {@code evidence}, {@code input}, {@code layer}, {@code
 * localization}, {@code mapping}, {@code recovering}, {@code texture} and {@code weights}, and of
 * other families {@code face} and {@code media}.
 */
package org.delocate.network.model;
