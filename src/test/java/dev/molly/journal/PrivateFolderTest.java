package dev.molly.journal;

import static dev.molly.journal.SampleRun.ENTRIES;
import static dev.molly.journal.SampleRun.LATER;
import static dev.molly.journal.SampleRun.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.security.auth.module.UnixSystem;
import dev.molly.guard.Freeze;
import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivateFolderTest {
  private static final Freeze FREEZE =
      new Freeze("moving", Instant.parse("2026-11-23T10:00:00Z"), Optional.empty(), Freeze.OFF);

  @TempDir private Path folder;
  private Path state;
  private Path journal;

  @BeforeEach
  void aRunInAStateFolder() {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("unix");
    state = folder.resolve("state");
    journal = SampleRun.write(state.resolve("journal"));
  }

  @ParameterizedTest
  @CsvSource({"rwxrwxrwx, 0777", "rwxrwxr-x, 0775", "rwx---rwx, 0707"})
  void refusesAFolderThatOthersCanWriteTo(String permissions, String mode) throws IOException {
    chmod(state, permissions);

    for (Runnable use : uses()) {
      assertThatThrownBy(use::run)
          .isInstanceOf(UserError.class)
          .hasMessage(
              "the state folder %s can be written to by others (mode %s). If you know all that is"
                  + " in it, make it yours alone: chmod 700 %1$s",
              state, mode);
    }
    Freeze freeze = new FreezeFile(state).read().orElseThrow();
    assertThat(freeze.why()).contains("chmod 700 " + state);
    assertThat(freeze.remedy())
        .isEqualTo("If you know all that is in it, make it yours alone: chmod 700 " + state);
  }

  @Test
  void refusesAFolderOfJournalsThatOthersCanWriteTo() throws IOException {
    Path journals = state.resolve("journal");
    chmod(journals, "rwxrwxrwx");

    for (Runnable use : uses().subList(0, 4)) {
      assertThatThrownBy(use::run)
          .isInstanceOf(UserError.class)
          .hasMessageEndingWith("chmod 700 " + journals);
    }
  }

  @Test
  void refusesAFolderOfAnotherUser() throws IOException {
    assumeThat(new UnixSystem().getUid()).as("only root gives files away").isZero();
    Files.setAttribute(state, "unix:uid", 4321);

    for (Runnable use : uses()) {
      assertThatThrownBy(use::run)
          .isInstanceOf(UserError.class)
          .hasMessage(
              "the state folder %s belongs to user 4321, and this is user 0. Use a folder of your"
                  + " own: --state DIR; or, if you know all that is in this one: chown -R 0 %1$s",
              state);
    }
  }

  @Test
  void takesAFolderThatOthersCanOnlyRead() throws IOException {
    chmod(state, "rwxr-xr-x");

    assertThat(JournalFolder.in(state).read(RUN)).isEqualTo(ENTRIES);
  }

  /// All that is done with a state folder.
  private List<Runnable> uses() {
    var runs = JournalFolder.in(state);
    return List.of(
        runs::all,
        () -> runs.read(RUN),
        () -> runs.begin(LATER),
        () -> runs.resume(RUN),
        () -> new FreezeFile(state).set(FREEZE),
        () -> new FreezeFile(state).clear());
  }

  @Test
  void doesNotTruncateWhatALinkCalledLockLeadsTo() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "a text of some length, to keep");
    Path lock = journal.resolveSibling("lock");
    Files.deleteIfExists(lock);
    Files.createSymbolicLink(lock, precious);

    assertThatThrownBy(() -> JournalFolder.in(state).begin(LATER))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(
            "it is a symbolic link, which is not followed. Take it away: rm " + lock);
    assertThat(precious).hasContent("a text of some length, to keep");
  }

  @Test
  void neitherReadsNorWritesAJournalThroughALink() throws IOException {
    Path elsewhere = folder.resolve("elsewhere.jsonl");
    Files.move(journal, elsewhere);
    Files.writeString(elsewhere, Files.readString(elsewhere) + "torn");
    Files.createSymbolicLink(journal, elsewhere);
    String before = Files.readString(elsewhere);

    assertThatThrownBy(() -> JournalFolder.in(state).read(RUN))
        .isInstanceOf(JournalException.class)
        .hasMessageEndingWith("Take it away: rm " + journal);
    assertThatThrownBy(() -> JournalFolder.in(state).resume(RUN))
        .isInstanceOf(JournalException.class);
    assertThatThrownBy(() -> new HashChainedFile(RUN, journal, HashChain.of(new byte[0]), () -> {}))
        .as("even when it is put there in between")
        .isInstanceOf(IOException.class);
    assertThat(elsewhere).hasContent(before);
  }

  @Test
  void namesTheKeyThatIsALink() throws IOException {
    Path key = journal.resolveSibling("journal.key");
    Path elsewhere = Files.move(key, folder.resolve("elsewhere.key"));
    Files.createSymbolicLink(key, elsewhere);

    assertThatThrownBy(() -> JournalFolder.in(state).read(RUN))
        .isInstanceOf(JournalException.class)
        .hasMessage(
            "%s cannot be read: its key %s cannot be read: it is a symbolic link, which is not"
                + " followed. Take it away: rm %2$s",
            journal, key);
  }

  @Test
  void takesNoJournalThatOthersCanWriteTo() throws IOException {
    chmod(journal, "rw-rw-rw-");

    assertThatThrownBy(() -> JournalFolder.in(state).read(RUN))
        .isInstanceOf(JournalException.class)
        .hasMessageEndingWith("make it yours alone: chmod 600 " + journal);
  }

  @Test
  void takesALinkInThePlaceOfTheFreezeForAFreeze() throws IOException {
    Files.createSymbolicLink(state.resolve("freeze.json"), folder.resolve("nowhere"));

    assertThat(new FreezeFile(state).read()).isPresent();
    new FreezeFile(state).set(FREEZE);

    assertThat(new FreezeFile(state).read()).contains(FREEZE);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void knowsTheRunsThatWereBegunInIt() {
    assertThat(JournalFolder.in(state).isSealed(RUN)).isTrue();
  }

  @Test
  void takesNoJournalOfAnotherFolderForItsOwn() throws IOException {
    Path other = folder.resolve("other");
    try (Journal made = new JournalFolder(other).begin(LATER)) {
      ENTRIES.forEach(made::write);
    }
    Files.copy(other.resolve(LATER + ".jsonl"), journal.resolveSibling(LATER + ".jsonl"));

    assertThatThrownBy(() -> JournalFolder.in(state).isSealed(LATER))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("was written in another state folder");
  }

  @Test
  void readsAJournalWithoutASealAndDoesNotTakeItForItsOwn() throws IOException {
    String first = JournalLine.after(JournalLine.START, SampleRun.BEGAN).text();
    Files.writeString(journal, first + "\n");

    assertThat(JournalFolder.in(state).read(RUN)).containsExactly(SampleRun.BEGAN);
    assertThat(JournalFolder.in(state).isSealed(RUN)).isFalse();
  }

  @Test
  void asksForNoOwnerWhereThereAreNone() throws IOException {
    Path zip = folder.resolve("files.zip");

    try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Path inside = Files.createDirectory(files.getPath("/state"));

      assertThat(new PrivateFolder(inside).problem()).isEmpty();
    }
  }

  private static void chmod(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
