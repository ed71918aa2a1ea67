package org.delocate.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers with a file or a range of it, as players of videos ask for. */
final class FileAnswer {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
  private static final int BUFFER = 1 << 16;

  private FileAnswer() {}

  /** A part of a file: the first byte, and how many. */
  private record Part(long from, long bytes) {}

  /**
   * Sends a file.
   *
   * @throws Problem if it is not there, or if no byte of it lies in the range
   */
  static void send(Context ctx, Path file, String contentType) throws IOException {
    long size;
    try {
      size = Files.size(file);
    } catch (NoSuchFileException e) {
      throw Problem.notFound("file");
    }
    ctx.header("Accept-Ranges", "bytes").contentType(contentType);
    String range = ctx.header("Range");
    Part part = new Part(0, size);
    if (range != null && RANGE.matcher(range).matches()) {
      part = part(ctx, range, size);
      ctx.status(206);
      ctx.header(
          "Content-Range",
          "bytes " + part.from() + "-" + (part.from() + part.bytes() - 1) + "/" + size);
    }
    ctx.disableCompression();
    ctx.res().setContentLengthLong(part.bytes());
    if (ctx.method().name().equals("HEAD")) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(part.from());
      copy(in, ctx.outputStream(), part.bytes());
    }
  }

  private static Part part(Context ctx, String range, long size) {
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw new IllegalStateException(range);
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    long from;
    long to = size - 1;
    if (first.isEmpty()) {
      from = last.isEmpty() ? size : Math.max(0, size - Long.parseLong(last));
    } else {
      from = Long.parseLong(first);
      if (!last.isEmpty()) {
        to = Math.min(to, Long.parseLong(last));
      }
    }
    if (from > to || from >= size) {
      ctx.header("Content-Range", "bytes */" + size);
      throw new Problem(416, "no_such_range", "No byte of the file lies in this range.");
    }
    return new Part(from, to - from + 1);
  }

  private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        return;
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
