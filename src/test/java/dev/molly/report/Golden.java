package dev.molly.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What was written when it was last looked at and found good. After a change on purpose, run with
/// `-Dmolly.golden=write` and read the difference before it is committed.
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden/report");

  private Golden() {}

  public static void assertSame(String file, String now) throws IOException {
    Path golden = FOLDER.resolve(file);
    if ("write".equals(System.getProperty("molly.golden"))) {
      Files.writeString(golden, now, UTF_8);
    }

    assertThat(now).isEqualTo(Files.readString(golden, UTF_8));
  }
}
