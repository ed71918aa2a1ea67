package org.delocate.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads on what a sender still sends after its request was answered.
 *
 * <p>A server that answers in the middle of a body and closes the connection resets it, and the
 * sender, who was still writing, may lose the answer with it (RFC 9112, 9.6): a file that is too
 * large would look like a network that broke. So a bounded rest is read and thrown away before the
 * answer goes out.
 */
final class Leftovers {

  /** What is read at most; a sender of more may find its connection closed. */
  static final int MOST_BYTES = 64 << 20;

  private static final int BUFFER = 1 << 15;

  private Leftovers() {}

  /** After every request. */
  static void drain(Context ctx) {
    if (awaitsPermission(ctx)) {
      return;
    }
    byte[] buffer = new byte[BUFFER];
    int left = MOST_BYTES;
    try {
      InputStream body = ctx.req().getInputStream();
      int read = body.read(buffer);
      while (read >= 0 && left > 0) {
        left -= read;
        read = body.read(buffer);
      }
    } catch (IOException e) {
      // Whoever hung up reads no answer either.
      return;
    }
  }

  /** Such a sender has sent nothing yet, and reading would ask for the body. */
  private static boolean awaitsPermission(Context ctx) {
    return ctx.header("Expect") != null && ctx.req().getContentLengthLong() > 0;
  }
}
