/**
 * Finds faces, places landmarks, follows each person through a shot, and aligns every face to one
 * canonical crop. Training and detection use the same code from here, so that a network never sees
 * two kinds of preprocessing. Its rooms, from the bottom up: {@code geometry}, {@code align},
 * {@code detect}, {@code region} and {@code track}.
 */
package org.delocate.face;
