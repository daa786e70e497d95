package dev.molly.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.molly.plan.RunId;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// The journal of a run, in a file. Many threads may write: one line is complete before the next
/// begins.
///
/// It uses a stream from `Files`, because a `FileChannel` closes itself when the writing thread
/// is interrupted, and an outcome must be recorded even then; and because a `RandomAccessFile`
/// follows symbolic links. Each write is on the disk when it returns.
final class HashChainedFile implements Journal {
  private final RunId run;
  private final Path path;
  private final OutputStream file;
  private final Closeable lock;
  private String previous;
  private boolean unsure;

  /// @param path an existing file
  /// @param chain the content of the file; anything after it is truncated
  /// @param lock the lock to release when the journal is closed
  HashChainedFile(RunId run, Path path, HashChain chain, Closeable lock) throws IOException {
    this.run = run;
    this.path = path;
    this.lock = lock;
    this.previous = chain.last();
    cut(chain.length());
    this.file = Files.newOutputStream(path, WRITE, APPEND, SYNC, NOFOLLOW_LINKS);
  }

  private void cut(long length) throws IOException {
    try (FileChannel channel = FileChannel.open(path, WRITE, NOFOLLOW_LINKS)) {
      if (channel.size() > length) {
        channel.truncate(length);
        channel.force(true);
      }
    }
  }

  @Override
  public RunId run() {
    return run;
  }

  @Override
  public synchronized void write(JournalEntry entry) {
    if (unsure) {
      // A line whose write failed may be there in part, and nothing may follow it.
      throw new JournalException(path + " could not be written before, and is left as it is");
    }
    JournalLine line = JournalLine.after(previous, entry);
    unsure = true;
    try {
      file.write((line.text() + "\n").getBytes(US_ASCII));
    } catch (IOException e) {
      throw JournalFiles.unwritable(path, e);
    }
    unsure = false;
    previous = line.hash();
  }

  @Override
  public synchronized void close() {
    try (lock) {
      file.close();
    } catch (IOException e) {
      throw JournalFiles.unwritable(path, e);
    }
  }
}
