package dev.molly.contract;

import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// One whose day comes when a test wants it to.
interface Purgeable extends Retirable {
  /// The tag that the times of its record are in.
  String RECORD = "molly:retire";

  /// What molly is told to name it by, wherever it is.
  String arn();

  /// Dates the record on it back: nobody can move moto's time, nor that of a process. It is due
  /// then, and its owner was told in time.
  void becomeDue();

  /// The record tag of one that is due now.
  static String due(Map<String, String> tags, String uid) {
    if (!(RetirementRecordCodec.read(tags, uid)
        instanceof RetirementRecordCodec.Reading.Found(var record))) {
      throw new IllegalStateException("it is not retired: " + tags);
    }
    var due =
        new RetirementRecord(
            uid,
            record.goal(),
            record.by(),
            record.why(),
            record.at(),
            record.at().plusSeconds(1),
            record.name(),
            record.runState(),
            record.settings(),
            record.options(),
            Optional.of(record.at().minus(Duration.ofDays(30))));
    return Objects.requireNonNull(RetirementRecordCodec.write(due).get(RECORD));
  }
}
