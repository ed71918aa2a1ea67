/**
 * Opens videos and pictures, reads frames with their true time, colour and rotation, and writes
 * overlay videos. Its rooms, each using only those before it: {@code image}, {@code library},
 * {@code file}, {@code container}, {@code sampling}, {@code colour}, {@code shot}, {@code picture},
 * {@code read} and {@code write}.
 */
package org.delocate.media;
