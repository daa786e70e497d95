package dev.molly.journal;

import dev.molly.plan.RunId;
import java.util.List;

/// The journals of a molly without a state folder: there are none, and no run can begin.
public final class NoRunJournals implements RunJournals {
  private static IllegalStateException onlyReads() {
    return new IllegalStateException(
        "this molly only reads, because it has no state folder for its journals:"
            + " Molly.builder().stateFolder(Path.of(\".molly\"))");
  }

  @Override
  public Journal begin(RunId run) {
    throw onlyReads();
  }

  @Override
  public Journal resume(RunId run) {
    throw onlyReads();
  }

  @Override
  public List<RunId> all() {
    return List.of();
  }

  @Override
  public List<JournalEntry> read(RunId run) {
    throw onlyReads();
  }
}
