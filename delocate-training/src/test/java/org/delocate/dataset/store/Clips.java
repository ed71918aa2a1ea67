package org.delocate.dataset.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.delocate.dataset.layout.Pictures;
import org.delocate.media.image.Image;
import org.delocate.media.read.ImageFiles;
import org.delocate.media.write.VideoWriter;

/** Small videos and archives that the tests make. */
public final class Clips {

  private Clips() {}

  /** Three frames of 64 pixels. */
  public static Path write(Path file, long seed) throws IOException {
    return write(file, Pictures.textured(64, seed), 3);
  }

  /** A video in which nothing moves. */
  public static Path write(Path file, Image image, int frames) throws IOException {
    Files.createDirectories(file.getParent());
    try (VideoWriter writer = new VideoWriter(file, image.width(), image.height(), 25)) {
      for (int i = 0; i < frames; i++) {
        writer.write(image, i / 25.0);
      }
    }
    return file;
  }

  /** A black video with a grey square in it: a mask as compression leaves it. */
  public static Path writeMask(Path file) throws IOException {
    byte[] rgb = new byte[3 * 64 * 64];
    for (int y = 16; y < 48; y++) {
      java.util.Arrays.fill(rgb, 3 * (y * 64 + 16), 3 * (y * 64 + 48), (byte) 120);
    }
    return write(file, new Image(64, 64, rgb), 3);
  }

  public static Path writeText(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** A tar of pictures, compressed if it is named so. */
  public static Path writeArchive(Path file, Map<String, Long> seedByName) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(bytes);
    for (Map.Entry<String, Long> entry : new java.util.TreeMap<>(seedByName).entrySet()) {
      tar.add(entry.getKey(), ImageFiles.encodePng(Pictures.textured(32, entry.getValue())));
    }
    tar.add("notes.txt", "no picture".getBytes(StandardCharsets.UTF_8));
    tar.finish();
    Files.createDirectories(file.getParent());
    if (file.toString().endsWith("gz")) {
      try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        bytes.writeTo(out);
      }
    } else {
      Files.write(file, bytes.toByteArray());
    }
    return file;
  }
}
