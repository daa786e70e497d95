package dev.molly.journal;

import static dev.molly.journal.SampleRun.BEGAN;
import static dev.molly.journal.SampleRun.ENDED;
import static dev.molly.journal.SampleRun.ENTRIES;
import static dev.molly.journal.SampleRun.LATER;
import static dev.molly.journal.SampleRun.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFolderTest {
  @TempDir private Path folder;

  @Test
  void readsWhatWasWritten() {
    SampleRun.write(folder);

    assertThat(new JournalFolder(folder).read(RUN)).isEqualTo(ENTRIES);
  }

  @Test
  void hasEachLineInTheFileWhenWriteReturns() throws IOException {
    var written = new ArrayList<Integer>();

    try (Journal journal = new JournalFolder(folder).begin(RUN)) {
      for (JournalEntry entry : ENTRIES) {
        journal.write(entry);
        written.add(SampleRun.lines(SampleRun.file(folder)).size());
      }
    }

    assertThat(written).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void makesAFolderAndFilesThatOnlyTheirOwnerReads() throws IOException {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path state = folder.resolve("state/molly");

    SampleRun.write(state);

    assertThat(permissions(folder.resolve("state"))).isEqualTo("rwx------");
    assertThat(permissions(state)).isEqualTo("rwx------");
    assertThat(permissions(SampleRun.file(state))).isEqualTo("rw-------");
    assertThat(permissions(state.resolve("lock"))).isEqualTo("rw-------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void listsTheRunsTheOldestFirst() throws IOException {
    var folderOfRuns = new JournalFolder(folder);
    folderOfRuns.begin(LATER).close();
    folderOfRuns.begin(RUN).close();
    Files.writeString(folder.resolve("notes.jsonl"), "not a run");

    assertThat(folderOfRuns.all()).containsExactly(RUN, LATER);
  }

  @Test
  void hasNoRunsWhereNothingWasEverWritten() {
    Path nowhere = folder.resolve("nowhere");

    assertThat(new JournalFolder(nowhere).all()).isEmpty();
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void saysThatThereIsNoSuchRun() {
    var runs = new JournalFolder(folder);

    assertThatThrownBy(() -> runs.read(RUN))
        .isInstanceOf(JournalException.class)
        .hasMessage(
            "there is no run %s in %s; to see those there are: molly journal show", RUN, folder);
    assertThatThrownBy(() -> runs.check(RUN)).isInstanceOf(JournalException.class);
    assertThatThrownBy(() -> runs.resume(RUN)).isInstanceOf(JournalException.class);
    assertThat(SampleRun.file(folder)).doesNotExist();
  }

  @Test
  void refusesARunThatIsThereAlready() {
    Path file = SampleRun.write(folder);

    assertThatThrownBy(() -> new JournalFolder(folder).begin(RUN))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith(file + " is there already");
    assertThat(new JournalFolder(folder).read(RUN)).isEqualTo(ENTRIES);
    assertThatCode(() -> new JournalFolder(folder).begin(LATER).close()).doesNotThrowAnyException();
  }

  @Test
  void refusesToReadOrGoOnWithABrokenJournal() throws IOException {
    Path file = SampleRun.write(folder);
    Files.writeString(file, Files.readString(file).replace("web-01", "web-09"));
    var runs = new JournalFolder(folder);
    String broken = "line 2 of " + RUN + ".jsonl was changed: its hash is another";

    assertThatThrownBy(() -> runs.read(RUN))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith(broken);
    assertThatThrownBy(() -> runs.resume(RUN))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith(broken);
    assertThatCode(() -> runs.begin(LATER).close()).doesNotThrowAnyException();
  }

  @Test
  void looksAtTheJournalsOfAllRuns() throws IOException {
    Path file = SampleRun.write(folder);
    var runs = new JournalFolder(folder);
    runs.begin(LATER).close();
    Files.writeString(file, Files.readString(file).replace("web-01", "web-09"));

    assertThat(runs.checkAll())
        .containsExactly(
            new JournalCheck.Broken(RUN, 2, "was changed: its hash is another"),
            new JournalCheck.Unfinished(LATER, 0));
  }

  @Test
  void goesOnWithARunThatWasCutOffAtAnyByteOfItsLastLine() throws IOException {
    Path file = SampleRun.write(folder);
    byte[] whole = Files.readAllBytes(file);
    int lastLine = SampleRun.lines(file).getLast().length() + 1;
    var runs = new JournalFolder(folder);

    for (int length = whole.length - lastLine; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThat(runs.read(RUN)).as("%d bytes", length).isEqualTo(ENTRIES.subList(0, 5));
      try (Journal journal = runs.resume(RUN)) {
        journal.write(ENDED);
      }
      assertThat(Files.readAllBytes(file)).as("%d bytes", length).isEqualTo(whole);
    }
  }

  @Test
  void leavesNothingOfATornLineThatIsLongerThanTheNext() throws IOException {
    Path file = SampleRun.write(folder, List.of(BEGAN));
    byte[] whole = Files.readAllBytes(file);
    Files.writeString(file, "{".repeat(10_000), StandardOpenOption.APPEND);
    var runs = new JournalFolder(folder);

    runs.resume(RUN).close();

    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void goesOnWithARunThatHasNoLineYet() {
    var runs = new JournalFolder(folder);
    runs.begin(RUN).close();

    try (Journal journal = runs.resume(RUN)) {
      ENTRIES.forEach(journal::write);
    }

    assertThat(runs.check(RUN)).isEqualTo(new JournalCheck.Intact(RUN, 6));
  }

  @Test
  void chainsTheLinesOfManyThreadsOneAfterAnother() throws Exception {
    int threads = 8;
    int each = 25;
    var runs = new JournalFolder(folder);
    var start = new CyclicBarrier(threads);

    try (Journal journal = runs.begin(RUN);
        var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
      journal.write(BEGAN);
      List<Future<Integer>> done =
          IntStream.range(0, threads)
              .mapToObj(lane -> lanes.submit(() -> lane(journal, start, lane * each, each)))
              .toList();
      for (Future<Integer> lane : done) {
        assertThat(lane.get()).isEqualTo(each);
      }
      journal.write(ENDED);
    }

    assertThat(runs.check(RUN)).isEqualTo(new JournalCheck.Intact(RUN, threads * each + 2));
    assertThat(runs.read(RUN).stream().filter(JournalEntry.Outcome.class::isInstance).distinct())
        .hasSize(threads * each);
  }

  private static int lane(Journal journal, CyclicBarrier start, int first, int count)
      throws Exception {
    int turn = start.await();
    assertThat(turn).isNotNegative();
    for (int i = 0; i < count; i++) {
      journal.write(SampleRun.outcome(first + i, "23:58:02"));
    }
    return count;
  }

  @Test
  void writesTheOutcomeDownThoughTheThreadIsInterrupted() {
    var runs = new JournalFolder(folder);

    try (Journal journal = runs.begin(RUN)) {
      journal.write(BEGAN);
      Thread.currentThread().interrupt();
      journal.write(ENDED);
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(runs.read(RUN)).containsExactly(BEGAN, ENDED);
  }

  @Test
  void refusesToGoOnWithARunThatIsUnderWayInTheSameProcess() {
    var runs = new JournalFolder(folder);

    try (Journal journal = runs.begin(RUN)) {
      assertThat(journal.run()).isEqualTo(RUN);
      assertThat(new JournalFolder(folder).isUnderWay(RUN)).isTrue();
      assertThatThrownBy(() -> new JournalFolder(folder).resume(RUN))
          .isInstanceOf(RunUnderWayException.class)
          .hasMessage(
              "run %s is under way. Wait until it has ended, and try again; how far it is: molly"
                  + " journal show --run %1$s",
              RUN);
    }

    assertThat(runs.isUnderWay(RUN)).isFalse();
    assertThatCode(() -> runs.resume(RUN).close()).doesNotThrowAnyException();
  }

  @Test
  void letsOtherRunsGoOnBesideOneThatIsUnderWay() {
    var runs = new JournalFolder(folder);

    try (Journal first = runs.begin(RUN);
        Journal second = new JournalFolder(folder).begin(LATER)) {
      for (JournalEntry entry : ENTRIES) {
        first.write(entry);
        second.write(entry);
      }
    }

    assertThat(runs.checkAll())
        .containsExactly(new JournalCheck.Intact(RUN, 6), new JournalCheck.Intact(LATER, 6));
  }

  @Test
  void letsOnlyOneOfManyThreadsBegin() throws Exception {
    int threads = 8;
    var start = new CyclicBarrier(threads);
    var begun = new ArrayList<Journal>();

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Journal>> tries =
          IntStream.range(0, threads)
              .mapToObj(
                  i ->
                      executor.submit(
                          () -> {
                            int turn = start.await();
                            assertThat(turn).isNotNegative();
                            return new JournalFolder(folder).begin(RUN);
                          }))
              .toList();
      for (Future<Journal> one : tries) {
        try {
          begun.add(one.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(JournalException.class);
        }
      }
    }

    assertThat(begun).hasSize(1);
    begun.forEach(Journal::close);
  }

  @Test
  void goesOnWithNoRunOfAnotherProcessUntilThatIsGone() throws Exception {
    var runs = new JournalFolder(folder);
    Process other = anotherProcess(RUN.value());
    try {
      assertThat(runs.isUnderWay(RUN)).isTrue();
      assertThatThrownBy(() -> runs.resume(RUN)).isInstanceOf(RunUnderWayException.class);
      assertThatThrownBy(() -> runs.resume(RUN))
          .as("to be refused lets go of nothing")
          .isInstanceOf(RunUnderWayException.class);
    } finally {
      other.destroyForcibly();
    }
    int killed = other.waitFor();

    assertThat(killed).isNotZero();
    assertThat(runs.isUnderWay(RUN)).isFalse();
    assertThatCode(() -> runs.resume(RUN).close()).doesNotThrowAnyException();
  }

  @Test
  void twoProcessesWriteSideBySideAndBothChainsAreRight() throws Exception {
    var runs = new JournalFolder(folder);
    Process other = anotherProcess(RUN.value());

    try (Journal mine = runs.begin(LATER);
        var out = other.outputWriter()) {
      for (JournalEntry entry : ENTRIES) {
        out.write("next\n");
        out.flush();
        mine.write(entry);
        assertThat(other.inputReader().readLine()).isEqualTo("next");
      }
    }

    assertThat(other.waitFor()).isZero();
    assertThat(runs.checkAll())
        .containsExactly(new JournalCheck.Intact(RUN, 6), new JournalCheck.Intact(LATER, 6));
  }

  /// Closing any handle on the lock file would let go of all its locks on POSIX systems.
  @Test
  void keepsTheLockAgainstOtherProcessesWhateverElseItBeginsAndEnds() throws Exception {
    var runs = new JournalFolder(folder);

    try (Journal journal = runs.begin(RUN)) {
      runs.begin(LATER).close();
      assertThat(runs.isUnderWay(LATER)).isFalse();
      assertThatThrownBy(() -> runs.resume(RUN)).isInstanceOf(RunUnderWayException.class);
      Process other = anotherProcess(RUN.value());
      other.outputWriter().close();

      assertThat(other.waitFor()).isNotZero();
      assertThat(journal.run()).isEqualTo(RUN);
    }
  }

  /// Returns when it has begun its run, or has failed to.
  private Process anotherProcess(String run) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HoldsTheLock.class.getName(),
                folder.toString(),
                run)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String line = process.inputReader().readLine();
    assertThat(line == null || line.equals(run)).as("it said: %s", line).isTrue();
    return process;
  }

  @Test
  void saysThatTheStateFolderIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("state"), "a file");

    assertThatThrownBy(() -> new JournalFolder(file.resolve("molly")).begin(RUN))
        .isInstanceOf(JournalException.class)
        .hasMessage(
            "the journal %s cannot be written: %s is not a folder. What cannot be written down is"
                + " not done. Make room for it and the folder writable; only a new run can have"
                + " another one: --state DIR",
            file.resolve("molly").resolve(RUN + ".jsonl"), file);
  }

  @Test
  void refusesToWriteOnAFullDiskAndEverAfter() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();

    try (var journal = new HashChainedFile(RUN, full, HashChain.of(new byte[0]), () -> {})) {
      assertThatThrownBy(() -> journal.write(BEGAN))
          .isInstanceOf(JournalException.class)
          .hasMessageStartingWith("the journal /dev/full cannot be written: No space left");
      assertThatThrownBy(() -> journal.write(BEGAN))
          .isInstanceOf(JournalException.class)
          .hasMessage("/dev/full could not be written before, and is left as it is");
    }
  }

  /// The first run on a full disk, or a kill, leaves a key without content.
  @Test
  void beginsAfterTheFirstRunCouldNotWriteItsKey() throws IOException {
    var runs = new JournalFolder(folder);
    Files.createFile(folder.resolve("journal.key"));

    SampleRun.write(folder);

    assertThat(runs.check(RUN)).isInstanceOf(JournalCheck.Intact.class);
    assertThat(runs.isSealed(RUN)).isTrue();
    assertThat(folder.resolve("journal.key")).content().hasSize(64);
  }

  @Test
  void aDamagedKeyOfEarlierRunsIsNotReplaced() throws IOException {
    SampleRun.write(folder);
    Path key = folder.resolve("journal.key");
    Files.writeString(key, "0123");

    assertThatThrownBy(() -> new JournalFolder(folder).begin(LATER))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("its key %s has 4 of 64 bytes", key)
        .hasMessageContaining("rm " + key);
    assertThat(key).content().isEqualTo("0123");
  }

  @Test
  void writesNothingAfterItsEnd() {
    Journal journal = new JournalFolder(folder).begin(RUN);
    journal.close();
    journal.close();

    assertThatThrownBy(() -> journal.write(BEGAN)).isInstanceOf(JournalException.class);
  }
}
