package org.delocate.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.delocate.training.configuration.ConfigurationException;
import org.delocate.training.configuration.ConfigurationReader;

/**
 * The folder of one training run: {@code config.yaml} as resolved, logs, and checkpoints that are
 * folders of their own. A checkpoint is written beside the old one and then takes its place, so a
 * stop at any moment leaves a whole one.
 */
public final class RunFolder {

  private static final String CONFIGURATION = "config.yaml";
  private static final String OLD = ".old";

  private final Path folder;

  private RunFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts a run.
   *
   * @throws ConfigurationException if the folder holds a run already
   */
  public static RunFolder start(Path folder, Record configuration) {
    if (Files.exists(folder.resolve(CONFIGURATION))) {
      throw new ConfigurationException(
          folder + " holds a run already; resume it, or name another folder");
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(CONFIGURATION), ConfigurationReader.write(configuration));
    } catch (IOException e) {
      throw new ConfigurationException(folder + " cannot be written: " + e.getMessage(), e);
    }
    return new RunFolder(folder);
  }

  /**
   * Opens a run to go on with it.
   *
   * @throws ConfigurationException if the folder holds no run
   */
  public static RunFolder resume(Path folder) {
    if (!Files.exists(folder.resolve(CONFIGURATION))) {
      throw new ConfigurationException(folder + " holds no run to resume");
    }
    RunFolder run = new RunFolder(folder);
    run.heal();
    return run;
  }

  /** Opens a run that another worker writes. */
  public static RunFolder follow(Path folder) {
    return new RunFolder(folder);
  }

  /** Puts back what a kill between the two moves of {@link #replace} left under its old name. */
  private void heal() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path old : files.filter(file -> file.toString().endsWith(OLD)).toList()) {
        String name = old.getFileName().toString();
        Path place = folder.resolve(name.substring(0, name.length() - OLD.length()));
        if (Files.exists(place)) {
          delete(old);
        } else {
          Files.move(old, place);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be put in order", e);
    }
  }

  public Path configuration() {
    return folder.resolve(CONFIGURATION);
  }

  Path folder() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Where a validation draws. */
  public Path pictureFolder() {
    return folder.resolve("pictures");
  }

  /** What the last validation drew, sorted by name. */
  List<Path> pictures() {
    if (!Files.isDirectory(pictureFolder())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(pictureFolder())) {
      return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(pictureFolder() + " cannot be read", e);
    }
  }

  /** Writes a checkpoint folder and lets it take the place of the one of that name. */
  public void replace(String name, Consumer<Path> writer) {
    Path fresh = folder.resolve(name + ".new");
    Path old = folder.resolve(name + OLD);
    Path place = folder.resolve(name);
    try {
      delete(fresh);
      Files.createDirectories(fresh);
      writer.accept(fresh);
      // Between the two moves only the old one exists; latest() and heal() know that.
      if (Files.exists(place)) {
        delete(old);
        Files.move(place, old);
      }
      Files.move(fresh, place);
      delete(old);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint " + place + " cannot be written", e);
    }
  }

  /** The newest whole checkpoint folder of a name. */
  Optional<Path> latest(String name) {
    return Stream.of(folder.resolve(name), folder.resolve(name + OLD))
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(path)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : inside) {
      Files.delete(each);
    }
  }
}
