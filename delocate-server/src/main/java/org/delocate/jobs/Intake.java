package org.delocate.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.delocate.storage.Ids;
import org.delocate.storage.ResumableUpload;
import org.delocate.storage.ScanStore;
import org.delocate.storage.StorageException;
import org.delocate.storage.StoredScan;
import org.delocate.storage.UploadStore;
import org.delocate.storage.Vault;

/**
 * Accepts uploads. A file is streamed to the disk while it is hashed, forced to it, given its
 * place, and then entered into the database: when {@code accept} returns, the scan will be done,
 * whatever happens to this process.
 */
public final class Intake {

  private static final int BUFFER = 1 << 16;

  /** What is left for the database, reports and other programs. [ours] */
  private static final long DEFAULT_RESERVE = 500L << 20;

  private final Vault vault;
  private final ScanStore scans;
  private final UploadStore uploads;
  private final EventHub events;
  private final long maxBytes;
  private final long reserveBytes;

  /** Between a file and its row, nobody may remove either. */
  private final ReentrantLock keeping = new ReentrantLock();

  /**
   * An intake.
   *
   * @param maxBytes of one file
   * @param reserveBytes that must stay free on the disk; negative for the default
   */
  public Intake(
      Vault vault,
      ScanStore scans,
      UploadStore uploads,
      EventHub events,
      long maxBytes,
      long reserveBytes) {
    this.vault = vault;
    this.scans = scans;
    this.uploads = uploads;
    this.events = events;
    this.maxBytes = maxBytes;
    this.reserveBytes = reserveBytes < 0 ? DEFAULT_RESERVE : reserveBytes;
  }

  /**
   * Who uploads what.
   *
   * @param name of the file, as its owner calls it; only the part behind the last slash counts
   * @param by name of the token
   * @param callbackUrl that is told when the scan ends
   */
  public record Sender(String name, String by, Optional<String> callbackUrl) {

    public Sender {
      name = shown(name);
    }

    private static final int LONGEST = 200;

    /** A name without folders and control characters, never empty. */
    private static String shown(String name) {
      int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
      String bare = name.substring(slash + 1).replaceAll("\\p{Cntrl}", "").strip();
      if (bare.isEmpty() || bare.equals(".") || bare.equals("..")) {
        return "upload";
      }
      return bare.length() <= LONGEST ? bare : bare.substring(bare.length() - LONGEST);
    }
  }

  /** The largest file that is accepted, in bytes. */
  public long maxBytes() {
    return maxBytes;
  }

  /**
   * Refuses a file before a byte of it is sent.
   *
   * @param bytes that are to come; negative if nobody says
   * @throws IntakeException if so many are not accepted
   */
  public void announce(long bytes) throws IntakeException {
    checkSize(bytes);
    checkSpace(Math.max(0, bytes));
  }

  /**
   * Accepts a whole file.
   *
   * @param expectedBytes that are to come; negative if nobody says
   * @throws IntakeException if it is not accepted
   * @throws IOException if the sender stops in the middle
   */
  public ScanStore.Accepted accept(InputStream content, long expectedBytes, Sender sender)
      throws IOException, IntakeException {
    announce(expectedBytes);
    Path file = vault.incoming(Ids.next());
    boolean kept = false;
    try {
      MessageDigest digest = sha256();
      long bytes;
      try (DigestInputStream hashed = new DigestInputStream(content, digest);
          FileChannel out =
              FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        bytes = copy(hashed, Channels.newOutputStream(out), maxBytes);
        force(out);
      }
      if (expectedBytes >= 0 && bytes != expectedBytes) {
        throw new IntakeException(
            IntakeException.Reason.INCOMPLETE,
            "The upload ended after " + bytes + " of " + expectedBytes + " bytes.");
      }
      if (bytes == 0) {
        throw new IntakeException(IntakeException.Reason.EMPTY, "The file has no bytes.");
      }
      ScanStore.Accepted accepted =
          keep(file, HexFormat.of().formatHex(digest.digest()), bytes, sender);
      kept = true;
      return accepted;
    } finally {
      if (!kept) {
        Files.deleteIfExists(file);
      }
    }
  }

  private ScanStore.Accepted keep(Path file, String sha256, long bytes, Sender sender) {
    ScanStore.Accepted accepted;
    keeping.lock();
    try {
      vault.keepUpload(file, sha256);
      accepted = scans.accept(sha256, sender.name(), bytes, sender.by(), sender.callbackUrl());
    } finally {
      keeping.unlock();
    }
    if (accepted.created()) {
      events.changed(accepted.scan().id());
    }
    return accepted;
  }

  private void checkSize(long bytes) throws IntakeException {
    if (bytes > maxBytes) {
      throw new IntakeException(
          IntakeException.Reason.TOO_LARGE,
          "The file has more than the " + maxBytes + " bytes that are accepted.");
    }
  }

  private void checkSpace(long bytes) throws IntakeException {
    if (vault.freeBytes() - bytes < reserveBytes) {
      throw new IntakeException(
          IntakeException.Reason.DISK_FULL, "There is no room for this file on the disk.");
    }
  }

  private long copy(InputStream in, OutputStream out, long most)
      throws IOException, IntakeException {
    byte[] buffer = new byte[BUFFER];
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes += read;
      if (bytes > most) {
        checkSize(Long.MAX_VALUE);
      }
      try {
        out.write(buffer, 0, read);
      } catch (IOException e) {
        throw new IntakeException(
            IntakeException.Reason.DISK_FULL,
            "The file cannot be written to the disk: " + e.getMessage());
      }
    }
    return bytes;
  }

  private static void force(FileChannel out) throws IntakeException {
    try {
      out.force(true);
    } catch (IOException e) {
      throw new IntakeException(
          IntakeException.Reason.DISK_FULL,
          "The file cannot be written to the disk: " + e.getMessage());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Begins an upload in pieces.
   *
   * @param bytes of the whole file
   * @param lifetime after which it is dropped if it is not whole
   */
  public ResumableUpload begin(long bytes, Sender sender, Duration lifetime)
      throws IntakeException, IOException {
    if (bytes == 0) {
      throw new IntakeException(IntakeException.Reason.EMPTY, "The file has no bytes.");
    }
    checkSize(bytes);
    checkSpace(bytes);
    long now = System.currentTimeMillis();
    ResumableUpload upload =
        new ResumableUpload(
            Ids.next(),
            sender.name(),
            bytes,
            sender.by(),
            sender.callbackUrl().orElse(null),
            now,
            now + lifetime.toMillis(),
            null);
    Files.createFile(vault.incoming(upload.id()));
    uploads.add(upload);
    return upload;
  }

  /** How many bytes of an upload are there. */
  public long offset(ResumableUpload upload) {
    return upload.scanId() != null
        ? upload.bytes()
        : Vault.sizeOf(vault.incoming(upload.id())).orElse(0L);
  }

  /**
   * Appends a piece; what arrived before the sender stopped is kept.
   *
   * @param offset at which the piece begins, which is where the last one ended
   * @return how many bytes are there now, and the scan if that is all
   * @throws IntakeException CONFLICT if the piece does not begin there, or another one is coming in
   */
  public Appended append(ResumableUpload upload, long offset, InputStream piece)
      throws IOException, IntakeException {
    Path file = vault.incoming(upload.id());
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (!lock(out)) {
        throw new IntakeException(
            IntakeException.Reason.CONFLICT, "Another piece of this upload is coming in.");
      }
      if (out.size() != offset) {
        throw new IntakeException(
            IntakeException.Reason.CONFLICT,
            "The piece begins at " + offset + ", but " + out.size() + " bytes are there.");
      }
      checkSpace(0);
      out.position(offset);
      try {
        copyPiece(piece, out, upload.bytes() - offset);
      } finally {
        force(out);
      }
    }
    long there = offset(upload);
    return new Appended(
        there, there == upload.bytes() ? Optional.of(complete(upload)) : Optional.empty());
  }

  /** What became of a piece. */
  public record Appended(long offset, Optional<ScanStore.Accepted> accepted) {}

  private static boolean lock(FileChannel out) throws IOException {
    try {
      return out.tryLock() != null;
    } catch (java.nio.channels.OverlappingFileLockException e) {
      return false;
    }
  }

  private void copyPiece(InputStream piece, FileChannel out, long most)
      throws IOException, IntakeException {
    long left = most;
    byte[] buffer = new byte[BUFFER];
    OutputStream stream = Channels.newOutputStream(out);
    for (int read = piece.read(buffer); read >= 0; read = piece.read(buffer)) {
      if (read > left) {
        throw new IntakeException(
            IntakeException.Reason.TOO_LARGE, "The piece has more bytes than were announced.");
      }
      try {
        stream.write(buffer, 0, read);
      } catch (IOException e) {
        throw new IntakeException(
            IntakeException.Reason.DISK_FULL,
            "The piece cannot be written to the disk: " + e.getMessage());
      }
      left -= read;
    }
  }

  /** An upload that is whole becomes a scan; once, however often it is asked for. */
  ScanStore.Accepted complete(ResumableUpload upload) throws IOException {
    Path file = vault.incoming(upload.id());
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    ScanStore.Accepted accepted =
        keep(
            file,
            HexFormat.of().formatHex(digest.digest()),
            upload.bytes(),
            new Sender(
                upload.name(), upload.uploadedBy(), Optional.ofNullable(upload.callbackUrl())));
    uploads.became(upload.id(), accepted.scan().id());
    return accepted;
  }

  /** Drops an upload in pieces. */
  public void drop(ResumableUpload upload) {
    vault.removeIncoming(upload.id());
    uploads.delete(upload.id());
  }

  /** Forgets a scan with its file, its report and all that was made of it. */
  public boolean delete(StoredScan scan) {
    keeping.lock();
    try {
      boolean deleted = scans.delete(scan.id());
      if (deleted) {
        vault.removeUpload(scan.upload().sha256());
        vault.removeReport(scan.id());
      }
      return deleted;
    } finally {
      keeping.unlock();
      events.deleted(scan.id());
    }
  }

  /** Removes the file of a scan, and keeps the report. */
  public void removeUpload(StoredScan scan) {
    keeping.lock();
    try {
      scans.uploadRemoved(scan.id());
      vault.removeUpload(scan.upload().sha256());
    } finally {
      keeping.unlock();
    }
  }

  /**
   * Brings files and rows together after this or an earlier process was ended in the middle: whole
   * uploads in pieces become scans, files of nobody go.
   *
   * @throws StorageException if the database or the disk does not answer
   */
  public void recover() throws IOException {
    for (String id : vault.incoming()) {
      Optional<ResumableUpload> upload = uploads.find(id);
      Optional<Long> size = Vault.sizeOf(vault.incoming(id));
      if (upload.isPresent() && size.equals(Optional.of(upload.get().bytes()))) {
        complete(upload.get());
      } else if (upload.isEmpty()) {
        vault.removeIncoming(id);
      }
    }
  }

  /** Removes uploads that are in no row: they were never accepted. */
  public void removeStrays() {
    for (String sha256 : vault.uploads()) {
      keeping.lock();
      try {
        if (scans.findByContent(sha256).isEmpty()) {
          vault.removeUpload(sha256);
        }
      } finally {
        keeping.unlock();
      }
    }
  }
}
