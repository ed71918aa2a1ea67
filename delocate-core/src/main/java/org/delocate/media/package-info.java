/**
 * Opens videos and pictures, reads frames with their true time, colour and rotation, and writes
 * overlay videos. Its rooms, from the bottom up: {@code image}, {@code library}, {@code colour},
 * {@code file}, {@code container}, {@code picture}, {@code sampling}, {@code shot}, {@code read}
 * and {@code write}.
 */
package org.delocate.media;
