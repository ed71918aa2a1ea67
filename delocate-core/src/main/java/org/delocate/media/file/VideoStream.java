package org.delocate.media.file;

/**
 * One of the videos in a file; cover pictures and thumbnails are none.
 *
 * @param index FFmpeg's number of the stream, from 0, sound and subtitles counted too
 * @param codec FFmpeg's name of the codec, such as {@code h264}
 * @param width pixels as the file states them, 0 if it does not
 * @param height pixels as the file states them, 0 if it does not
 */
public record VideoStream(int index, String codec, int width, int height) {}
