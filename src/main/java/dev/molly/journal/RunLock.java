package dev.molly.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.molly.plan.Digest;
import dev.molly.plan.RunId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The lock held while a run is in progress, so that no other process writes its journal. Other
/// runs may be in progress at the same time: conflicts between their writes to AWS are prevented
/// by the observation before each write, as between two machines. The lock is released when the
/// process dies.
///
/// All runs lock the same file `lock`, each a byte of its own far beyond its end: separate files
/// could not be deleted safely, and would accumulate. Nothing is ever written to it.
final class RunLock implements Closeable {
  /// The lock files that this process has open. Each is opened only once: on POSIX systems,
  /// closing a file releases all locks of the process on it, regardless of the handle through
  /// which they were acquired (`fcntl`).
  private static final Map<Path, OpenFile> OPEN = new HashMap<>();

  private static final int DIGITS = 15;

  private final OpenFile file;
  private final RunId run;

  private RunLock(OpenFile file, RunId run) {
    this.file = file;
    this.run = run;
  }

  /// Takes the lock of a run.
  ///
  /// @return empty if another process or thread holds it, which means that the run is in
  ///     progress
  static Optional<RunLock> take(PrivateFolder state, RunId run) throws IOException {
    synchronized (OPEN) {
      OpenFile file = OpenFile.of(state);
      try {
        return file.lock(run) ? Optional.of(new RunLock(file, run)) : Optional.empty();
      } finally {
        file.closeUnlessHeld();
      }
    }
  }

  /// Returns whether a run is in progress, here or in another process.
  static boolean isTaken(PrivateFolder state, RunId run) throws IOException {
    if (Files.notExists(state.file("lock"))) {
      return false;
    }
    Optional<RunLock> lock = take(state, run);
    if (lock.isPresent()) {
      lock.get().close();
    }
    return lock.isEmpty();
  }

  /// Releases the lock. Further calls have no effect.
  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      file.release(run);
      file.closeUnlessHeld();
    }
  }

  /// The lock file of one folder, and the runs of this process that hold it.
  private record OpenFile(Path folder, FileChannel channel, Map<RunId, FileLock> held) {
    static OpenFile of(PrivateFolder state) throws IOException {
      Path folder = state.path().toRealPath();
      OpenFile open = OPEN.get(folder);
      if (open != null) {
        return open;
      }
      Path file = folder.resolve("lock");
      FileOwnership.checkFile(file);
      var fresh =
          new OpenFile(
              folder,
              FileChannel.open(
                  file, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS), state.ownersFile()),
              new HashMap<>());
      OPEN.put(folder, fresh);
      return fresh;
    }

    boolean lock(RunId run) throws IOException {
      if (held.containsKey(run)) {
        return false;
      }
      FileLock lock = channel.tryLock(place(run), 1, false);
      if (lock == null) {
        return false;
      }
      held.put(run, lock);
      return true;
    }

    void release(RunId run) throws IOException {
      FileLock lock = held.remove(run);
      if (lock != null) {
        lock.release();
      }
    }

    void closeUnlessHeld() throws IOException {
      if (held.isEmpty()) {
        OPEN.remove(folder);
        channel.close();
      }
    }

    private static long place(RunId run) {
      return Long.parseLong(Digest.of(run.value()).hex().substring(0, DIGITS), 16);
    }
  }
}
