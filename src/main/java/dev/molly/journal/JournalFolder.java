package dev.molly.journal;

import dev.molly.model.UserError;
import dev.molly.plan.RunId;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The journals in the state folder: a file of JSON lines for each run. Concurrent runs each
/// write their own; reading is possible at any time. A folder that other users can write to is
/// refused with a `UserError`, because its content may be forged.
public final class JournalFolder implements RunJournals {
  private final PrivateFolder state;

  /// @param folder a folder with no other content; it is created when the first run begins
  public JournalFolder(Path folder) {
    this(new PrivateFolder(folder));
  }

  private JournalFolder(PrivateFolder state) {
    this.state = state;
  }

  /// Returns the journals of a state folder, which has other content as well.
  public static JournalFolder in(Path state) {
    return new JournalFolder(new PrivateFolder(state.resolve("journal"), state));
  }

  @Override
  public Journal begin(RunId run) {
    return open(
        run,
        file -> {
          String seal = JournalSeal.make(state, run);
          state.create(file);
          return HashChain.of(new byte[0], seal);
        });
  }

  @Override
  public Journal resume(RunId run) {
    return open(run, file -> chain(run));
  }

  /// Takes the lock first, so that the content read under it does not change.
  private Journal open(RunId run, Opening opening) {
    Path file = file(run);
    try {
      state.make();
      RunLock lock = RunLock.take(state, run).orElseThrow(() -> new RunUnderWayException(run));
      try {
        return new HashChainedFile(run, file, opening.of(file), lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (FileAlreadyExistsException e) {
      throw new JournalException(
          file + " is there already: each run begins a journal of its own", e);
    } catch (IOException e) {
      throw JournalFiles.unwritable(file, e);
    }
  }

  /// Provides a journal's content when a run opens it.
  private interface Opening {
    HashChain of(Path file) throws IOException;
  }

  @Override
  public boolean isUnderWay(RunId run) {
    state.check();
    try {
      return RunLock.isTaken(state, run);
    } catch (IOException e) {
      throw JournalFiles.unwritable(file(run), e);
    }
  }

  @Override
  public boolean isSealed(RunId run) {
    return chain(run).sealed();
  }

  @Override
  public List<RunId> all() {
    state.check();
    if (Files.notExists(state.path())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(state.path())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(JournalFiles.END))
          .sorted()
          .flatMap(
              name -> run(name.substring(0, name.length() - JournalFiles.END.length())).stream())
          .toList();
    } catch (IOException e) {
      throw unreadable(state.path(), e);
    }
  }

  /// Not every file has to be a journal.
  private static Optional<RunId> run(String name) {
    try {
      return Optional.of(new RunId(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<JournalEntry> read(RunId run) {
    return chain(run).entries();
  }

  /// Checks whether a run's journal is as it was written.
  ///
  /// @throws JournalException if there is no such run, or its file cannot be read
  public JournalCheck check(RunId run) {
    return JournalCheck.of(run, load(run));
  }

  /// Checks the journals of all runs, the oldest first.
  public List<JournalCheck> checkAll() {
    return all().stream().map(this::check).toList();
  }

  /// Returns the lines of a journal that is not broken.
  private HashChain chain(RunId run) {
    HashChain chain = load(run);
    if (JournalCheck.of(run, chain) instanceof JournalCheck.Broken broken) {
      throw new JournalException(
          "%s. What this journal says is not relied on: %s. To see what there is now: molly scan"
              .formatted(broken.sentence(), file(run)));
    }
    return chain;
  }

  /// Checks that there is a run.
  ///
  /// @throws UserError if there is none
  public void mustHave(RunId run) {
    if (!all().contains(run)) {
      throw new UserError(noSuch(run));
    }
  }

  private String noSuch(RunId run) {
    return "there is no run %s in %s; to see those there are: molly journal show"
        .formatted(run, state.path());
  }

  private HashChain load(RunId run) {
    state.check();
    Path file = file(run);
    try {
      return HashChain.of(state.read(file), JournalSeal.of(state, run).orElse(JournalLine.START));
    } catch (NoSuchFileException e) {
      throw new JournalException(noSuch(run), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private Path file(RunId run) {
    return state.file(JournalFiles.name(run));
  }

  private static JournalException unreadable(Path path, IOException e) {
    return new JournalException("%s cannot be read: %s".formatted(path, FailureReason.of(e)), e);
  }
}
