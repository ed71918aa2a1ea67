package org.delocate.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Tokens; of the keys themselves only digests are kept. */
public final class TokenStore {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Long enough that no digest needs to be slow. */
  private static final int KEY_BYTES = 32;

  private static final String PREFIX = "delocate_";

  private final Database database;

  public TokenStore(Database database) {
    this.database = database;
  }

  /**
   * A new token.
   *
   * @param key what its owner sends; it is not kept and cannot be had again
   */
  public record Created(Token token, String key) {}

  /** Makes a token. */
  public Created create(String name, Token.Role role) {
    byte[] secret = new byte[KEY_BYTES];
    RANDOM.nextBytes(secret);
    String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Token token = new Token(Ids.next(), name, role, System.currentTimeMillis(), null);
    database.with(
        handle ->
            handle.execute(
                "insert into token (id, name, role, hash, created_at) values (?, ?, ?, ?, ?)",
                token.id(),
                name,
                role.name(),
                digest(key),
                token.createdAt()));
    return new Created(token, key);
  }

  /** The valid token with this key. */
  public Optional<Token> find(String key) {
    return database.with(
        handle ->
            handle
                .createQuery("select * from token where hash = :hash and revoked_at is null")
                .bind("hash", digest(key))
                .mapTo(Token.class)
                .findOne());
  }

  /** All of them, also those that are no longer valid. */
  public List<Token> list() {
    return database.with(
        handle -> handle.createQuery("select * from token order by id").mapTo(Token.class).list());
  }

  /** Makes a token invalid. */
  public boolean revoke(String id) {
    return database.with(
            handle ->
                handle.execute(
                    "update token set revoked_at = ? where id = ? and revoked_at is null",
                    System.currentTimeMillis(),
                    id))
        == 1;
  }

  private static String digest(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
