package dev.molly.cli;

import dev.molly.journal.JournalEntry;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.RunResult.Result;
import java.time.Instant;
import java.util.List;

/// A run of one write, as a journal has it.
final class SampleEntries {
  private static final Instant AT = Instant.parse("2026-11-22T23:58:00Z");

  private SampleEntries() {}

  /// @param text whatever may be any text is this
  static List<JournalEntry> of(String text) {
    var id =
        new ResourceId(
            new KindId("ec2-instance"),
            new AccountId("111122223333"),
            new RegionId("eu-west-1"),
            text);
    var resource = new ResourceRef(id, text, text, text);
    var change = new Change(resource, new ControlId("termination-protection"), text, "");
    return List.of(
        new JournalEntry.RunStarted(AT, text, List.of(text), text),
        new JournalEntry.Notice(AT, 1, resource, text, text),
        new JournalEntry.Intent(AT, 1, change, text),
        new JournalEntry.Outcome(AT, 1, Result.UNKNOWN, text),
        new JournalEntry.RunFinished(AT, text));
  }
}
