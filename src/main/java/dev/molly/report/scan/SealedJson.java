package dev.molly.report.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.plan.Digest;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// A JSON document whose last member is a digest of all that is before it, so that a reader
/// notices a document that was cut off or changed.
final class SealedJson extends FilterWriter {
  /// What is wrong with a document that is not as it was written, as a continuation of its name.
  static final String DAMAGED = "is damaged: it is not as it was written";

  private static final String SEAL = ",\n  \"sha256\": \"";

  private final Digest.Builder digest = new Digest.Builder();

  SealedJson(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    write(String.valueOf((char) c), 0, 1);
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    digest.addPiece(text.substring(from, from + length));
    out.write(text, from, length);
  }

  /// Writes the digest as the last member of the document.
  void seal(JsonGenerator json) throws IOException {
    json.flush();
    json.writeStringField("sha256", digest.build().hex());
  }

  /// A document that was read.
  ///
  /// @param sealed whether its seal shows that it is as it was written; without one, its last
  ///     member may be anything
  record Document(String text, boolean sealed) {}

  /// Returns a document.
  ///
  /// @throws IllegalArgumentException if it has a seal that is not its own, as a continuation of
  ///     the file's name
  static Document open(byte[] content) {
    String text = new String(content, UTF_8);
    int end = text.lastIndexOf(SEAL);
    if (end < 0) {
      return new Document(text, false);
    }
    String hex = new Digest.Builder().addPiece(text.substring(0, end)).build().hex();
    if (!text.substring(end).equals(SEAL + hex + "\"\n}\n")) {
      throw new IllegalArgumentException(DAMAGED);
    }
    return new Document(text, true);
  }
}
