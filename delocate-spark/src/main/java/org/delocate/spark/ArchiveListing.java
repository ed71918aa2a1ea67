package org.delocate.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files of an archive. Names that begin with {@code _} or {@code .}, which Spark's own readers
 * pass over, are files like others, and a folder like {@code method=01} is nothing but a folder.
 *
 * @param files each once, in the order in which they were found
 * @param problems inputs that give nothing to scan, and folders that may not be read; one sentence
 *     each
 */
record ArchiveListing(List<ArchiveFile> files, List<String> problems) {

  ArchiveListing {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /**
   * Looks for files.
   *
   * @param inputs files, folders, which are searched with all that is in them, and patterns of both
   *     (<code>*</code>, {@code ?}, {@code [a-z]}, <code>{one,other}</code>)
   * @param leftOut folders that are not searched: those that the run itself writes to
   */
  static ArchiveListing of(List<String> inputs, List<String> leftOut, Configuration hadoop) {
    Search search = new Search(hadoop);
    leftOut.forEach(search::leaveOut);
    inputs.forEach(search::add);
    return new ArchiveListing(new ArrayList<>(search.found.values()), search.problems);
  }

  private static final class Search {
    private final Configuration hadoop;
    private final Map<String, ArchiveFile> found = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private long seen;

    Search(Configuration hadoop) {
      this.hadoop = hadoop;
    }

    void leaveOut(String folder) {
      try {
        Path path = new Path(folder);
        leftOut.add(path.getFileSystem(hadoop).makeQualified(path).toString());
      } catch (IOException | IllegalArgumentException e) {
        throw new BatchException(folder + ": " + Words.of(e), e);
      }
    }

    void add(String input) {
      long before = seen;
      int problemsBefore = problems.size();
      try {
        Path path = new Path(input);
        FileSystem files = path.getFileSystem(hadoop);
        // A name may have characters that are a pattern as well: clip[1].mp4.
        if (files.exists(path)) {
          add(files, files.getFileStatus(path));
        } else {
          FileStatus[] matches = files.globStatus(path);
          if (matches == null || matches.length == 0) {
            problems.add(input + ": there is no such file or folder");
            return;
          }
          for (FileStatus match : matches) {
            add(files, match);
          }
        }
        if (seen == before && problems.size() == problemsBefore) {
          problems.add(input + ": there are no files in it");
        }
      } catch (IOException | IllegalArgumentException e) {
        problems.add(input + ": " + Words.of(e));
      }
    }

    private void add(FileSystem files, FileStatus status) throws IOException {
      String path = status.getPath().toString();
      if (status.isDirectory()) {
        if (!leftOut.contains(path)) {
          addFolder(files, status.getPath());
        }
      } else {
        seen++;
        found.putIfAbsent(
            path,
            new ArchiveFile(
                path, status.getLen(), Instant.ofEpochMilli(status.getModificationTime())));
      }
    }

    private void addFolder(FileSystem files, Path folder) throws IOException {
      List<FileStatus> children = new ArrayList<>();
      try {
        RemoteIterator<FileStatus> listed = files.listStatusIterator(folder);
        while (listed.hasNext()) {
          children.add(listed.next());
        }
      } catch (FileNotFoundException gone) {
        return;
      } catch (IOException e) {
        problems.add(folder + ": " + Words.of(e));
        return;
      }
      children.sort(null);
      for (FileStatus child : children) {
        // Links to folders could lead in a circle.
        if (!(child.isDirectory() && child.isSymlink())) {
          add(files, child);
        }
      }
    }
  }
}
