package dev.molly.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 digest of one text or a list of texts.
public record Digest(String hex) {
  /// The length of the displayed prefix, in hex digits.
  private static final int SHORT = 8;

  /// Returns the digest of one text, equal to the `sha256sum` of a file with exactly that
  /// content.
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

  /// Returns the prefix for display.
  public String brief() {
    return hex.substring(0, SHORT);
  }

  @Override
  public String toString() {
    return hex;
  }

  /// Digests texts one by one. Each is preceded by its length, so that `a, bc` and `ab, c`
  /// differ.
  public static final class Builder {
    private final MessageDigest sha = sha256();

    /// Adds a text.
    public Builder add(String text) {
      byte[] bytes = text.getBytes(UTF_8);
      sha.update((bytes.length + ":").getBytes(UTF_8));
      sha.update(bytes);
      return this;
    }

    /// Adds a piece of a text. The digest is the same wherever the text is cut.
    public Builder addPiece(CharSequence piece) {
      for (int at = 0; at < piece.length(); at++) {
        char unit = piece.charAt(at);
        sha.update((byte) (unit >> Byte.SIZE));
        sha.update((byte) unit);
      }
      return this;
    }

    /// Returns the digest of all texts.
    public Digest build() {
      return new Digest(HexFormat.of().formatHex(sha.digest()));
    }
  }
}
