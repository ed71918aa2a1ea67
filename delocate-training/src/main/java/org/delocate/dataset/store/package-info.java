/**
 * The store of prepared faces: shards, their index, reading and writing, and a sheet of faces and
 * masks to look at ({@link org.delocate.dataset.store.StoreSheet}).
 *
 * <p>In: prepared faces. Out: {@link org.delocate.dataset.store.FaceStore}, {@link
 * org.delocate.dataset.store.StoredFace}. May use its neighbour {@code record}, and of other
 * families {@code face} and {@code media}.
 */
package org.delocate.dataset.store;
