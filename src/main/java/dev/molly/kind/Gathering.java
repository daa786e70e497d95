package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.model.Clue;
import dev.molly.model.Clue.Topic;
import java.util.ArrayList;
import java.util.List;

/// The clues to one resource, as they are gathered. Each question is asked by itself, so that one
/// without an answer is an Unknown and takes no other with it.
final class Gathering {
  private final List<Clue> clues = new ArrayList<>();

  /// Reads that add clues, and may fail.
  interface Question {
    void ask();
  }

  void calm(Topic topic, String sentence) {
    clues.add(new Clue.Calm(topic, sentence));
  }

  void alarm(Topic topic, String sentence) {
    clues.add(new Clue.Alarm(topic, sentence));
  }

  void unknown(Topic topic, String sentence) {
    clues.add(new Clue.Unknown(topic, sentence, ""));
  }

  /// Asks, and says what was not learnt when AWS does not answer. What was learnt before that
  /// stays.
  ///
  /// @param what the subject of a sentence in the plural: `its snapshots`
  void ask(Topic topic, String what, Question question) {
    try {
      question.ask();
    } catch (AwsException e) {
      clues.add(
          new Clue.Unknown(
              topic,
              what + " could not be read: " + e.getMessage(),
              e.missingPermission().orElse("")));
    }
  }

  List<Clue> all() {
    return List.copyOf(clues);
  }
}
