/**
 * Several processes that train one run together.
 *
 * <p>In comes addresses; out comes {@link org.delocate.training.group.WorkerGroup}. May use its
 * neighbour {@code configuration}.
 */
package org.delocate.training.group;
