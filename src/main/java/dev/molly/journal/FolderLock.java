package dev.molly.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.molly.model.RunId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Held while a run is under way, so that there is one at a time for a state folder. When the
/// process dies, the lock is free.
final class FolderLock implements Closeable {
  /// The folders this process holds. The lock file of one of them must not even be opened: on POSIX
  /// systems closing it again would let go of the lock, whoever in the process holds it (`fcntl`).
  private static final Map<Path, RunId> HELD = new HashMap<>();

  /// The lock is on a byte far behind the text, because on Windows nobody else can read what is
  /// locked.
  private static final long BYTE = 1L << 30;

  private static final int LONGEST = 100;

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// Takes the lock.
  ///
  /// @throws JournalException when another run holds it
  static FolderLock take(StateFolder state, RunId run) throws IOException {
    Path folder = state.path().toRealPath();
    synchronized (HELD) {
      RunId here = HELD.get(folder);
      if (here != null) {
        throw busy(folder, here.value());
      }
      Path file = folder.resolve("lock");
      Ownership.checkFile(file);
      FileChannel channel =
          FileChannel.open(file, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS), state.ownersFile());
      try {
        if (channel.tryLock(BYTE, 1, false) == null) {
          throw busy(folder, holder(channel));
        }
        ByteBuffer name = US_ASCII.encode(run.value());
        channel.truncate(channel.write(name, 0));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      HELD.put(folder, run);
      return new FolderLock(folder, channel);
    }
  }

  private static JournalException busy(Path folder, String run) {
    return new JournalException(
        ("run %s is under way and holds %s: one run at a time. Wait until it has ended, and try"
                + " again; how far it is: molly journal show --run %s")
            .formatted(run, folder, run));
  }

  /// The run that holds the lock, as it wrote it into the file.
  private static String holder(FileChannel channel) throws IOException {
    var text = ByteBuffer.allocate(LONGEST);
    channel.read(text, 0);
    return US_ASCII.decode(text.flip()).toString().replaceAll("[^0-9A-Za-z-]", "?");
  }

  /// Lets go of it. Twice is as good as once.
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      if (channel.isOpen()) {
        HELD.remove(folder);
        channel.close();
      }
    }
  }
}
