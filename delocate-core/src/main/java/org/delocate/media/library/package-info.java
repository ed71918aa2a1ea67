/**
 * FFmpeg and OpenCV themselves: their threads, their messages, what sizes they may be asked for,
 * and how they fail.
 *
 * <p>Out: {@link org.delocate.media.library.MediaException} and {@link
 * org.delocate.media.library.MediaLimits}, which all of media speaks in. May use nothing else of
 * this project.
 */
package org.delocate.media.library;
