package dev.molly.config;

import dev.molly.text.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The text of a file. A file that is missing, too large or not text is a problem.
final class YamlText {
  static final int LARGEST_BYTES = 1024 * 1024;

  private final ProblemList problems;

  YamlText(ProblemList problems) {
    this.problems = problems;
  }

  Optional<String> of(Path file) {
    String name = file.toString();
    try (InputStream in = Files.newInputStream(file)) {
      return of(name, in);
    } catch (NoSuchFileException e) {
      problems.add(SourcePosition.of(name), "no such file");
    } catch (IOException e) {
      problems.add(SourcePosition.of(name), "cannot be read: " + FailureReason.of(e));
    }
    return Optional.empty();
  }

  /// @param name the name of the file in messages
  Optional<String> of(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST_BYTES + 1);
    if (bytes.length > LARGEST_BYTES) {
      problems.add(
          new SourcePosition(name, 1, 1), "larger than 1 MiB, which no policy or config needs");
      return Optional.empty();
    }
    var text = CharBuffer.allocate(bytes.length);
    CoderResult decoded =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (decoded.isError()) {
      problems.add(endOf(name, text), "not UTF-8; save the file as UTF-8");
      return Optional.empty();
    }
    String read = text.toString();
    return printable(name, read.startsWith("\uFEFF") ? read.substring(1) : read);
  }

  /// The parser also refuses control characters, but does not report their position.
  private Optional<String> printable(String name, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && "\n\r\t\u0085".indexOf(c) < 0) {
        String what = String.format("control character U+%04X", (int) c);
        problems.add(endOf(name, text.substring(0, i)), what);
        return Optional.empty();
      }
    }
    return Optional.of(text);
  }

  private static SourcePosition endOf(String name, CharSequence text) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i++) {
      boolean newLine = text.charAt(i) == '\n';
      line += newLine ? 1 : 0;
      column = newLine ? 1 : column + 1;
    }
    return new SourcePosition(name, line, column);
  }
}
