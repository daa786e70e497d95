package dev.molly.history;

import static dev.molly.history.SampleScans.FIRST;
import static dev.molly.history.SampleScans.RULES;
import static dev.molly.history.SampleScans.SCOPE;
import static dev.molly.history.SampleScans.day;
import static dev.molly.history.SampleScans.finding;
import static dev.molly.history.SampleScans.report;
import static dev.molly.history.SampleScans.scope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.FindingStatus;
import dev.molly.model.ScanReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The history in a state folder, and what can happen to its files.
class ScanHistoryTest {
  private final Path state;
  private final ScanHistory history;

  ScanHistoryTest(@TempDir Path folder) {
    state = folder.resolve("state");
    history = new ScanHistory(new StateFolder(state));
  }

  @Test
  void withoutAScanThereIsNone() {
    assertThat(history.last(SCOPE)).isEqualTo(new LastScan.None());
    assertThat(history.scopes()).isEmpty();
    assertThat(Files.exists(state)).isFalse();
  }

  @Test
  void aScanIsReadAsItWasKept() {
    ScanReport report =
        report(
            FIRST,
            List.of(SampleScans.gap(Optional.of(SampleScans.VIRGINIA), Optional.empty())),
            finding("orders", FindingStatus.FAIL),
            finding("\ud83d\udd25 \u001b[31m \"x\"\n\ud800", FindingStatus.FAIL),
            finding("stock", FindingStatus.UNKNOWN));

    keep(report);

    assertThat(history.last(SCOPE)).isEqualTo(new LastScan.Known(SampleScans.first(report)));
    assertThat(history.scopes()).containsExactly(SCOPE.id());
    assertThat(history.scans(SCOPE.id()).totals())
        .containsExactly(ScanTotals.of(SCOPE, report, ScanComparison.none()));
  }

  @Test
  void aScanOfOneRegionIsNotTheLastOneOfAnother() {
    keep(report(FIRST, finding("orders", FindingStatus.FAIL)));

    for (HistoryScope other :
        List.of(
            scope("eu-west-1"),
            scope("all"),
            new HistoryScope(
                List.of("444455556666"),
                SCOPE.regions(),
                SCOPE.kinds(),
                SCOPE.policies(),
                List.of()),
            new HistoryScope(
                SCOPE.accounts(),
                SCOPE.regions(),
                List.of("s3-bucket"),
                SCOPE.policies(),
                List.of()),
            new HistoryScope(
                SCOPE.accounts(), SCOPE.regions(), SCOPE.kinds(), List.of("strict"), List.of()),
            new HistoryScope(
                SCOPE.accounts(),
                SCOPE.regions(),
                SCOPE.kinds(),
                SCOPE.policies(),
                List.of("--owner ada")))) {
      assertThat(history.last(other)).as(other.words()).isEqualTo(new LastScan.None());
    }
  }

  @Test
  void aHistoryOfAnotherScopeIsNotUsed() throws IOException {
    keep(report(FIRST, finding("orders", FindingStatus.FAIL)));
    HistoryScope other = scope("eu-west-1");
    Files.move(folder(SCOPE), folder(other));

    assertThat(history.last(other))
        .isInstanceOfSatisfying(
            LastScan.Unusable.class, no -> assertThat(no.why()).contains("is of another scope"));
    assertThat(history.scans(other.id()).totals()).isEmpty();
    assertThat(history.scans(other.id()).unreadable()).hasSize(1);
  }

  @Test
  void aHistoryOfANewerMollyIsNotUsed() throws IOException {
    keep(report(FIRST, finding("orders", FindingStatus.FAIL)));
    Path file = folder(SCOPE).resolve("last.jsonl");
    Files.writeString(file, Files.readString(file).replace("{\"history\":1}", "{\"history\":2}"));

    assertThat(history.last(SCOPE))
        .isInstanceOfSatisfying(
            LastScan.Unusable.class,
            no -> assertThat(no.why()).contains("was written by a newer molly"));
  }

  @Test
  void aFileThatIsCutOffOrChangedAtAnyByteIsNotUsed() throws IOException {
    keep(report(FIRST, finding("orders", FindingStatus.FAIL)));
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= 1;
        assertUnusable(file, flipped, "byte " + at + " changed");
        assertUnusable(file, Arrays.copyOf(whole, at), "cut off at " + at);
      }
      byte[] longer = Arrays.copyOf(whole, whole.length + 1);
      longer[whole.length] = '\n';
      assertUnusable(file, longer, "longer");
      Files.write(file, whole);
    }
    assertThat(history.last(SCOPE)).isInstanceOf(LastScan.Known.class);
  }

  private void assertUnusable(Path file, byte[] content, String what) throws IOException {
    Files.write(file, content);
    if (file.endsWith("last.jsonl")) {
      assertThat(history.last(SCOPE)).as(what).isInstanceOf(LastScan.Unusable.class);
    } else {
      assertThat(history.scans(SCOPE.id()).totals()).as(what).isEmpty();
      assertThat(history.scans(SCOPE.id()).unreadable()).as(what).hasSize(1);
    }
  }

  @Test
  void aHistoryThatCannotBeUsedIsFollowedByANewOne() throws IOException {
    keep(report(FIRST, finding("orders", FindingStatus.FAIL)));
    Files.writeString(folder(SCOPE).resolve("last.jsonl"), "");

    keep(report(day(1), finding("orders", FindingStatus.FAIL)));

    assertThat(known().startedAt()).isEqualTo(day(1));
    assertThat(known().open()).allSatisfy(each -> assertThat(each.orEarlier()).isTrue());
  }

  @Test
  void twoScansAtOnceLeaveAWholeHistory() throws Exception {
    int writers = 8;
    var ready = new CountDownLatch(writers);
    var problems = new ArrayList<Future<Optional<String>>>();
    try (var threads = Executors.newFixedThreadPool(writers)) {
      for (int i = 0; i < writers; i++) {
        ScanReport report = report(day(i), finding("orders-" + i, FindingStatus.FAIL));
        problems.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return keep(new LastScan.None(), report);
                }));
      }
    }

    for (Future<Optional<String>> problem : problems) {
      assertThat(problem.get()).isEmpty();
    }
    assertThat(history.last(SCOPE)).isInstanceOf(LastScan.Known.class);
    assertThat(history.scans(SCOPE.id()).totals()).hasSize(writers);
    assertThat(history.scans(SCOPE.id()).unreadable()).isEmpty();
    assertThat(files()).hasSize(writers + 1);
  }

  @Test
  void aScanThatBeganEarlierDoesNotTakeThePlaceOfALaterOne() {
    keep(new LastScan.None(), report(day(2), finding("later", FindingStatus.FAIL)));

    keep(new LastScan.None(), report(day(1), finding("earlier", FindingStatus.FAIL)));

    assertThat(known().startedAt()).isEqualTo(day(2));
  }

  @Test
  void afterTheClockWentBackTheNextScanIsTheLastOne() {
    keep(report(day(9), finding("orders", FindingStatus.FAIL)));

    keep(report(FIRST, finding("orders", FindingStatus.FAIL)));

    assertThat(known().startedAt()).isEqualTo(FIRST);
  }

  @Test
  void onlyTheOwnerReadsTheHistory() throws IOException {
    keep(report(FIRST, finding("orders", FindingStatus.FAIL)));

    for (Path file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aFolderThatOthersCanWriteToIsNotUsed() throws IOException {
    keep(report(FIRST, finding("orders", FindingStatus.FAIL)));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThat(history.last(SCOPE)).isInstanceOf(LastScan.Unusable.class);
    assertThat(keep(new LastScan.None(), report(day(1))))
        .hasValueSatisfying(why -> assertThat(why).contains("was not kept", "chmod 700"));
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNothing() throws IOException {
    Files.writeString(state, "not a folder");

    assertThat(keep(new LastScan.None(), report(FIRST)))
        .hasValueSatisfying(why -> assertThat(why).contains("was not kept", "is not a folder"));
  }

  @Test
  void onlySoManyScansAreKept() throws IOException {
    keep(new LastScan.None(), report(FIRST));
    Path first =
        files().stream().filter(file -> !file.endsWith("last.jsonl")).findFirst().orElseThrow();
    for (int i = 1; i < ScanHistory.SCANS + 2; i++) {
      Files.copy(first, first.resolveSibling("2026111%d.totals.jsonl".formatted(80_000 + i)));
    }

    keep(new LastScan.None(), report(day(100)));

    assertThat(history.scans(SCOPE.id()).totals())
        .hasSize(ScanHistory.SCANS)
        .last()
        .satisfies(newest -> assertThat(newest.startedAt()).isEqualTo(day(100)));
    assertThat(first).doesNotExist();
  }

  private ScanSnapshot known() {
    return ((LastScan.Known) history.last(SCOPE)).snapshot();
  }

  private void keep(ScanReport report) {
    assertThat(keep(history.last(SCOPE), report)).isEmpty();
  }

  private Optional<String> keep(LastScan before, ScanReport report) {
    ScanComparison compared = ScanComparison.of(report, RULES, before);
    return history.keep(
        compared.snapshot(SCOPE, report, RULES), ScanTotals.of(SCOPE, report, compared), before);
  }

  private Path folder(HistoryScope scope) {
    return state.resolve("history").resolve(scope.id());
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder(SCOPE))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
