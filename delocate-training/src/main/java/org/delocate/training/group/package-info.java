/**
 * Several processes that train one run together.
 *
 * <p>In: addresses. Out: {@link org.delocate.training.group.WorkerGroup}. May use its neighbour
 * {@code configuration}.
 */
package org.delocate.training.group;
