package dev.molly.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
  @TempDir Path folder = Path.of("");

  @Test
  void everyCommandHasAPageWithItsOptions() throws IOException {
    ManPages.main(new String[] {folder.toString()});

    try (Stream<Path> pages = Files.list(folder)) {
      List<String> names = pages.map(page -> page.getFileName().toString()).toList();
      assertThat(names)
          .contains("molly.1", "molly-scan.1", "molly-iam-scan.1", "molly-report-merge.1");
    }
    assertThat(Files.readString(folder.resolve("molly-scan.1")))
        .startsWith(".TH MOLLY-SCAN 1 \"\"\n.SH NAME\nmolly\\-scan \\- Find resources")
        .contains("\n.TP\n\\fB\\-\\-fail\\-on\\fR \\fISEVERITY|new\\fR\nThe mildest severity")
        .contains(".SH SYNOPSIS\nmolly scan [", "Exit codes: 0 clean, 1 findings");
    assertThat(Files.readString(folder.resolve("molly.1")))
        .contains("\\fBmolly\\-scan\\fR(1)\nFind resources");
  }
}
