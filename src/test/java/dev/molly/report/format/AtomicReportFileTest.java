package dev.molly.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicReportFileTest {
  private static final AtomicReportFile.Content GOOD = out -> out.write("whole \ud83d\udd25");

  @TempDir Path folder;

  @Test
  void writesAReport() throws IOException {
    Path path = folder.resolve("report.txt");

    AtomicReportFile.write(path, GOOD);

    assertThat(path).hasContent("whole \ud83d\udd25");
    assertThat(files()).containsExactly(path);
  }

  @Test
  void takesThePlaceOfTheReportThatWasThere() throws IOException {
    Path path = Files.writeString(folder.resolve("report.txt"), "the old one, which was longer");

    AtomicReportFile.write(path, GOOD);

    assertThat(path).hasContent("whole \ud83d\udd25");
  }

  @Test
  void keepsALinkAndWritesWhereItLeads() throws IOException {
    Path target = Files.writeString(folder.resolve("target.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), target);

    AtomicReportFile.write(link, GOOD);

    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("whole \ud83d\udd25");
  }

  @Test
  void leavesTheOldReportAndNothingElseWhenTheDiskIsFull() throws IOException {
    Path path = Files.writeString(folder.resolve("report.txt"), "old");
    AtomicReportFile.Content full =
        out -> {
          out.write("half");
          out.flush();
          throw new IOException("No space left on device");
        };

    assertThatThrownBy(() -> AtomicReportFile.write(path, full))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot write to %s: No space left on device." + " Choose another place.", path);
    assertThat(path).hasContent("old");
    assertThat(files()).containsExactly(path);
  }

  @Test
  void leavesNothingWhenARendererBreaks() throws IOException {
    AtomicReportFile.Content broken =
        out -> {
          out.write("half");
          throw new IllegalStateException("a bug");
        };

    assertThatThrownBy(() -> AtomicReportFile.write(folder.resolve("r"), broken))
        .isInstanceOf(IllegalStateException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void saysWhatToDoWhenTheFolderIsMissing() {
    Path path = folder.resolve("none/report.txt");

    assertThatThrownBy(() -> AtomicReportFile.write(path, GOOD))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(path.toString())
        .hasMessageEndingWith("mkdir -p " + path.getParent());
  }

  @Test
  void theFolderInTheCommandIsQuoted() {
    Path path = folder.resolve("it's new/report.txt");
    String quoted = "mkdir -p '" + folder + "/it'\\''s new'";

    assertThatThrownBy(() -> AtomicReportFile.write(path, GOOD)).hasMessageEndingWith(quoted);
    assertThatThrownBy(() -> AtomicReportFile.check(path)).hasMessageEndingWith(quoted);
  }

  @Test
  void saysSoWhenThePathIsAFolder() {
    assertThatThrownBy(() -> AtomicReportFile.write(folder, GOOD))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("it is a folder. Name a file in it.");
  }

  @Test
  void saysSoWhenAFolderOfThePathIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> AtomicReportFile.write(file.resolve("report.txt"), GOOD))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Choose another place");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
