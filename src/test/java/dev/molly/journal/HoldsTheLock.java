package dev.molly.journal;

import dev.molly.plan.RunId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process with a run under way, for tests: it begins it, or goes on with it when it is there,
/// and says so. For each line of its input it writes the next line of the sample run and says so,
/// and it ends when its input does.
final class HoldsTheLock {
  private HoldsTheLock() {}

  public static void main(String[] args) throws IOException {
    var runs = new JournalFolder(Path.of(args[0]));
    var run = new RunId(args[1]);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Journal journal = runs.all().contains(run) ? runs.resume(run) : runs.begin(run)) {
      say(journal.run().value());
      int written = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        journal.write(SampleRun.ENTRIES.get(written));
        written++;
        say(line);
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
