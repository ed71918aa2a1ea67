package org.delocate.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * The rows: a file of SQLite in the data folder, or a database of PostgreSQL. Tables of an earlier
 * version are brought up to date when it is opened. Every change is on the disk when the call
 * returns.
 */
public final class Database implements AutoCloseable {

  private static final int CONNECTIONS = 8;
  private static final long MILLIS_FOR_A_CONNECTION = 5_000;

  /** PostgreSQL's lock that keeps a second server off the same database: "delocate" in digits. */
  private static final long SERVER_LOCK = 3_353_622_833L;

  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final boolean sqlite;
  private Handle lockHolder;

  private Database(HikariDataSource source, boolean sqlite) {
    this.source = source;
    this.sqlite = sqlite;
    this.jdbi = Jdbi.create(source);
    jdbi.registerRowMapper(ConstructorMapper.factory(StoredScan.class))
        .registerRowMapper(ConstructorMapper.factory(Artefact.class))
        .registerRowMapper(ConstructorMapper.factory(ResumableUpload.class))
        .registerRowMapper(ConstructorMapper.factory(PendingCallback.class))
        .registerRowMapper(ConstructorMapper.factory(Token.class))
        .registerRowMapper(ConstructorMapper.factory(AuditEntry.class));
  }

  /**
   * Opens a database.
   *
   * @param url {@code jdbc:postgresql:…} with user and password; empty for SQLite
   * @param sqliteFile the file that SQLite uses
   * @throws StorageException if it cannot be reached or used
   */
  public static Database open(Optional<String> url, Path sqliteFile) {
    HikariConfig config = new HikariConfig();
    boolean sqlite = url.isEmpty();
    config.setJdbcUrl(url.orElseGet(() -> sqliteUrl(sqliteFile)));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setConnectionTimeout(MILLIS_FOR_A_CONNECTION);
    config.setPoolName("delocate");
    try {
      HikariDataSource source = new HikariDataSource(config);
      try {
        migrate(source);
        return new Database(source, sqlite);
      } catch (RuntimeException e) {
        source.close();
        throw e;
      }
    } catch (RuntimeException e) {
      throw new StorageException("the database cannot be used: " + firstLine(e), e);
    }
  }

  /** Write-ahead log, every commit on the disk, and a writer waits for its turn. */
  private static String sqliteUrl(Path file) {
    return "jdbc:sqlite:"
        + file.toAbsolutePath()
        + "?journal_mode=WAL&synchronous=FULL&foreign_keys=true&busy_timeout=15000"
        + "&transaction_mode=IMMEDIATE";
  }

  private static void migrate(HikariDataSource source) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:org/delocate/storage/migration")
        .validateMigrationNaming(true)
        .load()
        .migrate();
  }

  /** The first line of the first cause that says anything. */
  private static String firstLine(Throwable problem) {
    Throwable deepest = problem;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null || message.isBlank()
        ? deepest.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }

  /**
   * Keeps other servers off a database of PostgreSQL until this one closes; SQLite's is guarded by
   * the lock of the {@link Vault}.
   *
   * @throws StorageException if another server has it
   */
  public synchronized void claimForThisServer() {
    if (sqlite || lockHolder != null) {
      return;
    }
    Handle handle = jdbi.open();
    boolean free =
        handle
            .createQuery("select pg_try_advisory_lock(:lock)")
            .bind("lock", SERVER_LOCK)
            .mapTo(Boolean.class)
            .one();
    if (!free) {
      handle.close();
      throw new StorageException("another server uses this database", null);
    }
    lockHolder = handle;
  }

  /** Whether it answers. */
  public boolean answers() {
    try {
      return with(handle -> handle.createQuery("select 1").mapTo(Integer.class).one()) == 1;
    } catch (StorageException e) {
      return false;
    }
  }

  /** Works with a connection; each statement is a transaction of its own. */
  <T> T with(HandleCallback<T, SQLException> work) {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException | SQLException e) {
      throw new StorageException("the database does not answer: " + firstLine(e), e);
    }
  }

  /** Works with a connection in one transaction. */
  <T> T inTransaction(HandleCallback<T, SQLException> work) {
    try {
      return jdbi.inTransaction(work);
    } catch (JdbiException | SQLException e) {
      throw new StorageException("the database does not answer: " + firstLine(e), e);
    }
  }

  @Override
  public synchronized void close() {
    if (lockHolder != null) {
      lockHolder.close();
    }
    source.close();
  }
}
