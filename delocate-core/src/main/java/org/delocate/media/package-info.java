/**
 * Opens videos and pictures, reads frames with their true time, colour and rotation, and writes
 * overlay videos.
 */
package org.delocate.media;
