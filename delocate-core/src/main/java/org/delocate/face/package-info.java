/**
 * Finds faces, places landmarks, follows each person through a shot, and aligns every face to one
 * canonical crop. Training and detection use the same code from here, so that a network never sees
 * two kinds of preprocessing.
 */
package org.delocate.face;
