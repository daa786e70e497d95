package dev.molly.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Clue;
import dev.molly.model.Clue.Topic;
import dev.molly.model.ResourceRef;
import dev.molly.model.Used;
import java.time.Instant;
import java.util.List;

/// The clues to one resource of a simulated account.
final class OneResource {
  final OneAccount home;
  private final Kind kind;
  private final ResourceRef ref;

  OneResource(OneAccount home, Kind kind, String identifier) {
    this.home = home;
    this.kind = kind;
    this.ref = home.listed(identifier).ref();
  }

  List<Clue> clues() {
    return kind.clues(home.session, ref, home.cloud.clock().instant());
  }

  List<Clue> clues(Topic topic) {
    return clues().stream().filter(clue -> clue.topic() == topic).toList();
  }

  List<String> alarms(Topic topic) {
    return clues(topic).stream().filter(Clue.Alarm.class::isInstance).map(Clue::sentence).toList();
  }

  List<String> calm(Topic topic) {
    return clues(topic).stream().filter(Clue.Calm.class::isInstance).map(Clue::sentence).toList();
  }

  List<String> unknown(Topic topic) {
    return clues(topic).stream()
        .filter(Clue.Unknown.class::isInstance)
        .map(Clue::sentence)
        .toList();
  }

  Used usedSince(Instant since) {
    return kind.usedSince(home.session, ref, since, home.cloud.clock().instant());
  }

  /// Denies one action and finds the Unknown that names it. No alarm and no calm clue of the same
  /// question may be there.
  void assertNamedWhenDenied(String permission, Topic topic) {
    home.cloud.faults().deny(permission);

    assertThat(clues(topic))
        .filteredOn(
            clue ->
                clue instanceof Clue.Unknown(var t, var s, var missing)
                    && missing.equals(permission))
        .as("clues on %s without %s", topic, permission)
        .isNotEmpty();
  }
}
