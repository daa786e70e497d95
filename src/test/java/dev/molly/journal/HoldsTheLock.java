package dev.molly.journal;

import dev.molly.model.RunId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// A process with a run under way, for tests: it says so, and ends when its input does.
final class HoldsTheLock {
  private HoldsTheLock() {}

  public static void main(String[] args) throws IOException {
    try (Journal journal = new JournalFolder(Path.of(args[0])).begin(new RunId(args[1]))) {
      System.out.println(journal.run());
      System.out.flush();
      long rest = System.in.transferTo(OutputStream.nullOutputStream());
      System.out.println(rest);
    }
  }
}
