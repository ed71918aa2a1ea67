/**
 * Readers of the field's datasets, and the store of prepared faces. Its rooms, each using only
 * those before it: {@code mask}, {@code record}, {@code store}, {@code listing}, {@code frame},
 * {@code layout}, {@code prepare} and {@code check}.
 */
package org.delocate.dataset;
