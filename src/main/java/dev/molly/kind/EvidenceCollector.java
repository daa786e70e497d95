package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import java.util.ArrayList;
import java.util.List;

/// Collects the evidence about one resource. Each question is asked independently: one that
/// fails is recorded as Unknown and does not affect the others.
public final class EvidenceCollector {
  private final List<Evidence> evidence = new ArrayList<>();

  /// Reads that add evidence and may fail.
  public interface Question {
    void ask();
  }

  public void note(Topic topic, String sentence) {
    evidence.add(new Evidence.Note(topic, sentence));
  }

  public void warning(Topic topic, String sentence) {
    evidence.add(new Evidence.Warning(topic, sentence));
  }

  public void unknown(Topic topic, String sentence) {
    evidence.add(new Evidence.Unknown(topic, sentence, ""));
  }

  /// Asks a question, and records Unknown if AWS does not answer it. Evidence that was added
  /// before the failure is kept.
  ///
  /// @param what the missing subject of a sentence, in the plural: `its snapshots`
  public void ask(Topic topic, String what, Question question) {
    try {
      question.ask();
    } catch (AwsException e) {
      evidence.add(
          new Evidence.Unknown(
              topic,
              what + " could not be read: " + e.getMessage(),
              e.missingPermission().orElse("")));
    }
  }

  public List<Evidence> all() {
    return List.copyOf(evidence);
  }
}
