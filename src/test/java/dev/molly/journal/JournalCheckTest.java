package dev.molly.journal;

import static dev.molly.journal.SampleRun.ENTRIES;
import static dev.molly.journal.SampleRun.RUN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCheckTest {
  private static final String FILE = RUN + ".jsonl";

  @TempDir private Path folder;

  @Test
  void findsAWholeJournalIntact() {
    SampleRun.write(folder);

    JournalCheck check = new JournalFolder(folder).check(RUN);

    assertThat(check).isEqualTo(new JournalCheck.Intact(RUN, 6));
    assertThat(check.sentence()).isEqualTo(FILE + " is intact: 6 lines");
  }

  @Test
  void findsEveryFlippedBitOfEveryByte() throws IOException {
    byte[] file =
        Files.readAllBytes(SampleRun.write(folder, List.of(ENTRIES.get(2), SampleRun.ENDED)));
    int last = file.length - 1;

    for (int i = 0; i <= last; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = file.clone();
        flipped[i] ^= (byte) (1 << bit);

        JournalCheck check = JournalCheck.of(RUN, HashChain.of(flipped, seal()));

        assertThat(check)
            .as("bit %d of byte %d", bit, i)
            .isInstanceOf(i == last ? JournalCheck.Truncated.class : JournalCheck.Broken.class);
      }
    }
  }

  @Test
  void namesTheLineThatWasChanged() throws IOException {
    List<String> lines = lines();
    lines.set(3, lines.get(3).replace("web-02", "web-03"));

    assertThat(check(lines).sentence())
        .isEqualTo("line 4 of " + FILE + " was changed: its hash is another");
  }

  @Test
  void namesTheLineAfterOneThatWasTakenOut() throws IOException {
    List<String> lines = lines();
    lines.remove(2);

    assertThat(check(lines).sentence())
        .isEqualTo("line 3 of " + FILE + " does not follow from line 2");
  }

  @Test
  void findsThatTheBeginningWasCutOff() throws IOException {
    List<String> lines = lines();

    assertThat(check(lines.subList(1, lines.size())).sentence())
        .isEqualTo(
            "line 1 of "
                + FILE
                + " is not the first that was written, or was written in another state folder");
  }

  @Test
  void findsLinesThatChangedPlaces() throws IOException {
    List<String> lines = lines();
    Collections.swap(lines, 1, 2);

    assertThat(check(lines)).isEqualTo(broken(2, "does not follow from line 1"));
  }

  @Test
  void findsALineThatIsThereTwice() throws IOException {
    List<String> lines = lines();
    lines.add(lines.getLast());

    assertThat(check(lines)).isEqualTo(broken(7, "does not follow from line 6"));
  }

  @Test
  void findsAnEmptyLine() throws IOException {
    List<String> lines = lines();
    lines.add("");

    assertThat(check(lines)).isEqualTo(broken(7, "is not a line of a journal"));
  }

  @Test
  void findsThatTheLastLinesAreMissing() throws IOException {
    List<String> lines = lines();

    List<JournalCheck> checks =
        IntStream.range(0, lines.size()).mapToObj(i -> check(lines.subList(0, i))).toList();

    assertThat(checks).hasSize(6).allMatch(JournalCheck.Unfinished.class::isInstance);
    assertThat(checks.get(1).sentence())
        .isEqualTo(FILE + " has no end: it was cut off or is still under way, after 1 line");
  }

  @Test
  void findsATearAtEveryByteOfTheLastLine() throws IOException {
    String whole = text(lines());
    int last = whole.lastIndexOf('\n', whole.length() - 2) + 1;

    for (int cut = last + 1; cut < whole.length(); cut++) {
      JournalCheck check = check(whole.substring(0, cut));

      assertThat(check).as("cut at %d", cut).isEqualTo(new JournalCheck.Truncated(RUN, 5));
      assertThat(check.sentence())
          .isEqualTo(FILE + " is torn at the end: after 5 lines one more begins and does not end");
    }
  }

  /// Some file systems leave zeros where a write was under way.
  @Test
  void takesZerosAtTheEndForATear() throws IOException {
    assertThat(check(text(lines()) + "\0\0\0")).isEqualTo(new JournalCheck.Truncated(RUN, 6));
  }

  private static JournalCheck broken(int line, String what) {
    return new JournalCheck.Broken(RUN, line, what);
  }

  private List<String> lines() throws IOException {
    return new ArrayList<>(SampleRun.lines(SampleRun.write(folder)));
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private JournalCheck check(List<String> lines) {
    return check(text(lines));
  }

  private JournalCheck check(String text) {
    return JournalCheck.of(RUN, HashChain.of(text.getBytes(US_ASCII), seal()));
  }

  /// What the first line follows from.
  private String seal() {
    try {
      return JournalSeal.of(new PrivateFolder(folder), RUN).orElse(JournalLine.START);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
