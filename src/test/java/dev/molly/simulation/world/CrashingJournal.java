package dev.molly.simulation.world;

import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.RunJournals;
import dev.molly.plan.RunId;
import dev.molly.sim.SimCloud;
import dev.molly.sim.core.AppendOnlyList;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Journals in memory, which remember when each line was kept, and can crash the process just
/// before or just after they keep one.
public final class CrashingJournal implements RunJournals {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

  /// One line of a journal.
  ///
  /// @param calls how many calls AWS had seen when it was kept
  /// @param lost whether the process ended with it: what it announces never came
  public record Line(RunId run, JournalEntry entry, int calls, boolean lost) {}

  private final SimCloud cloud;
  private final AppendOnlyList<RunId> runs = new AppendOnlyList<>();
  private final AppendOnlyList<Line> lines = new AppendOnlyList<>();
  private final Map<RunId, AppendOnlyList<JournalEntry>> entries = new HashMap<>();
  private Consumer<Line> reader = line -> {};
  private int tried;
  private int crashAt = -1;
  private boolean keepsTheLast;
  private boolean dead;

  CrashingJournal(SimCloud cloud) {
    this.cloud = cloud;
  }

  /// Returns the same journals in a copy of the cloud, where no crash is to come.
  synchronized CrashingJournal copy(SimCloud other) {
    var copy = new CrashingJournal(other);
    runs.soFar().forEach(copy.runs::add);
    for (Line line : lines.soFar()) {
      copy.add(line);
    }
    copy.tried = tried;
    return copy;
  }

  /// Ends the process at the nth line from the beginning, before or after it is kept.
  public void crashAt(int nth, boolean afterwards) {
    crashAt = nth;
    keepsTheLast = afterwards;
  }

  /// Who reads each line as soon as it is kept, before whatever it announces.
  public void readBy(Consumer<Line> other) {
    reader = other;
  }

  /// The process starts again.
  public synchronized void restart() {
    dead = false;
  }

  public synchronized RunId name(Instant now) {
    return new RunId("%s-%06x".formatted(SECOND.format(now), runs.soFar().size() + 1));
  }

  public synchronized List<Line> lines() {
    return lines.soFar();
  }

  public synchronized int tried() {
    return tried;
  }

  @Override
  public synchronized Journal begin(RunId run) {
    if (runs.soFar().contains(run)) {
      throw new JournalException("there is a run " + run);
    }
    runs.add(run);
    return new Book(run);
  }

  @Override
  public synchronized Journal resume(RunId run) {
    if (!runs.soFar().contains(run)) {
      throw new JournalException("there is no run " + run);
    }
    return new Book(run);
  }

  @Override
  public synchronized List<RunId> all() {
    return runs.soFar();
  }

  @Override
  public synchronized List<JournalEntry> read(RunId run) {
    AppendOnlyList<JournalEntry> kept = entries.get(run);
    return kept == null ? List.of() : kept.soFar();
  }

  private void add(Line line) {
    lines.add(line);
    entries.computeIfAbsent(line.run(), fresh -> new AppendOnlyList<>()).add(line.entry());
  }

  private synchronized void keep(RunId run, JournalEntry entry) {
    if (dead) {
      throw new Crash("the process has ended");
    }
    tried++;
    dead = tried == crashAt;
    if (!dead || keepsTheLast) {
      var line = new Line(run, entry, cloud.calls().size(), dead);
      add(line);
      if (!dead) {
        reader.accept(line);
      }
    }
    if (dead) {
      throw new Crash((keepsTheLast ? "after" : "before") + " line " + tried);
    }
  }

  private final class Book implements Journal {
    private final RunId run;

    Book(RunId run) {
      this.run = run;
    }

    @Override
    public RunId run() {
      return run;
    }

    @Override
    public void write(JournalEntry entry) {
      keep(run, entry);
    }

    @Override
    public void close() {}
  }
}
