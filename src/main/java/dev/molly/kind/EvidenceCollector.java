package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import java.util.ArrayList;
import java.util.List;

/// The evidence to one resource, as they are gathered. Each question is asked by itself, so that
/// one without an answer is an Unknown and takes no other with it.
public final class EvidenceCollector {
  private final List<Evidence> evidence = new ArrayList<>();

  /// Reads that add evidence, and may fail.
  public interface Question {
    void ask();
  }

  public void calm(Topic topic, String sentence) {
    evidence.add(new Evidence.Note(topic, sentence));
  }

  public void alarm(Topic topic, String sentence) {
    evidence.add(new Evidence.Warning(topic, sentence));
  }

  public void unknown(Topic topic, String sentence) {
    evidence.add(new Evidence.Unknown(topic, sentence, ""));
  }

  /// Asks, and says what was not learnt when AWS does not answer. What was learnt before that
  /// stays.
  ///
  /// @param what the subject of a sentence in the plural: `its snapshots`
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
