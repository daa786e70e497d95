package dev.molly;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every Java file is as google-java-format writes it. To have them written: `mvn test
/// -Dtest=FormattingTest -Dmolly.format=write`
class FormattingTest {
  @Test
  void everyFileIsFormatted() throws IOException, FormatterException {
    var formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    var unformatted = new ArrayList<Path>();
    List<Path> files = javaFiles();

    for (Path file : files) {
      String text = Files.readString(file);
      String formatted = formatter.formatSource(tidyImports(text));
      if (!formatted.equals(text)) {
        unformatted.add(file);
        if (System.getProperty("molly.format", "").equals("write")) {
          Files.writeString(file, formatted);
        }
      }
    }

    assertThat(files).hasSizeGreaterThan(150);
    assertThat(unformatted)
        .as("not formatted; mvn test -Dtest=FormattingTest -Dmolly.format=write")
        .isEmpty();
  }

  /// The formatter turns what is too long in a `///` comment into a `//` comment.
  @Test
  void noDocCommentIsTooLong() throws IOException {
    var tooLong = new ArrayList<String>();

    for (Path file : javaFiles()) {
      Files.readAllLines(file).stream()
          .filter(line -> line.strip().startsWith("///") && line.length() > 100)
          .forEach(line -> tooLong.add(file + ": " + line));
    }

    assertThat(tooLong).isEmpty();
  }

  private static String tidyImports(String text) throws FormatterException {
    return RemoveUnusedImports.removeUnusedImports(
        ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.GOOGLE));
  }

  private static List<Path> javaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
