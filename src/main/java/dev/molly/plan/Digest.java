package dev.molly.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256, over one text or a list of them.
public record Digest(String hex) {
  /// How much of it a person is asked to look at.
  private static final int SHORT = 8;

  /// The digest of one text, as `sha256sum` would give it for a file with nothing else in it.
  public static Digest of(String text) {
    return new Digest(HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8))));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The beginning of it, for people.
  public String brief() {
    return hex.substring(0, SHORT);
  }

  @Override
  public String toString() {
    return hex;
  }

  /// Takes the texts one by one. Each counts with its length, so that `a, bc` and `ab, c` differ.
  public static final class Builder {
    private final MessageDigest sha = sha256();

    /// One text more.
    public Builder add(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      sha.update((bytes.length + ":").getBytes(UTF_8));
      sha.update(bytes);
      return this;
    }

    /// The digest of all of them.
    public Digest build() {
      return new Digest(HexFormat.of().formatHex(sha.digest()));
    }
  }
}
