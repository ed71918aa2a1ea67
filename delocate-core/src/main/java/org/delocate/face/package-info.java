/**
 * Finds faces, places landmarks, follows each person through a shot, and aligns every face to one
 * canonical crop. Training and detection use the same code from here, so that a network never sees
 * two kinds of preprocessing. Its rooms, each using only those before it: {@code geometry}, {@code
 * region}, {@code align}, {@code detect} and {@code track}.
 */
package org.delocate.face;
