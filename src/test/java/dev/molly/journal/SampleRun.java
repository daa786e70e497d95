package dev.molly.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A run of two writes, as a journal has it.
final class SampleRun {
  static final RunId RUN = new RunId("20261122T235800Z-3fa4b1");
  static final RunId LATER = new RunId("20261123T080000Z-000001");

  static final JournalEntry BEGAN =
      new JournalEntry.RunStarted(
          time("23:58:00"), "protect", List.of("arn:aws:iam::111122223333:user/ann"), "d1");
  static final JournalEntry ENDED = new JournalEntry.RunFinished(time("23:58:05"), "to the end");

  static final List<JournalEntry> ENTRIES =
      List.of(
          BEGAN,
          intent(1, "web-01", "i-0a"),
          outcome(1, "23:58:02"),
          intent(2, "web-02", "i-0b"),
          outcome(2, "23:58:04"),
          ENDED);

  private SampleRun() {}

  static Instant time(String time) {
    return Instant.parse("2026-11-22T" + time + "Z");
  }

  static JournalEntry intent(int step, String identifier, String uid) {
    return new JournalEntry.Intent(
        time("23:58:0" + step), step, change(identifier, uid), "ec2:ModifyInstanceAttribute");
  }

  static JournalEntry outcome(int step, String time) {
    return new JournalEntry.Outcome(time(time), step, Result.DONE, "");
  }

  static Change change(String identifier, String uid) {
    var id =
        new ResourceId(
            new KindId("ec2-instance"),
            new AccountId("111122223333"),
            new RegionId("eu-west-1"),
            uid);
    var resource = new ResourceRef(id, identifier, "the web", "arn:aws:ec2:::instance/" + uid);
    return new Change(resource, new ControlId("termination-protection"), "off", "on");
  }

  /// Writes the whole run down.
  static Path write(Path folder) {
    return write(folder, ENTRIES);
  }

  static Path write(Path folder, List<JournalEntry> entries) {
    try (Journal journal = new JournalFolder(folder).begin(RUN)) {
      entries.forEach(journal::write);
    }
    return file(folder);
  }

  static Path file(Path folder) {
    return folder.resolve(RUN + ".jsonl");
  }

  static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file, UTF_8);
  }
}
