package dev.molly.config;

import dev.molly.guard.RetentionWindow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads the `retire` and `purge` sections of `molly.yaml`.
final class RetireReader {
  static final List<String> RETIRE_KEYS = List.of("keep", "least", "most", "notice");
  static final List<String> PURGE_KEYS = List.of("unattended", "resources");

  private final ValueReader values;

  RetireReader(ValueReader values) {
    this.values = values;
  }

  RetentionWindow window(YamlSection retire) {
    RetentionWindow usual = RetentionWindow.DEFAULT;
    Duration keep = length(retire, "keep").orElse(usual.keep());
    Duration least = length(retire, "least").orElse(shorter(usual.least(), keep));
    Duration most = length(retire, "most").orElse(longer(usual.most(), keep));
    try {
      return new RetentionWindow(
          keep, least, most, length(retire, "notice").orElse(usual.notice()));
    } catch (IllegalArgumentException e) {
      values.wrong(retire.at(), String.valueOf(e.getMessage()));
      return usual;
    }
  }

  /// Returns the number of resources that an unattended purge may delete in one run; empty if
  /// none is set.
  Optional<Integer> unattended(YamlSection purge) {
    boolean allowed =
        purge
            .get("unattended")
            .flatMap(node -> values.word(node, "answer", List.of("true", "false")))
            .map("true"::equals)
            .orElse(false);
    Optional<Integer> resources = purge.get("resources").flatMap(values::count);
    if (allowed && resources.isEmpty()) {
      values.wrong(purge.at(), "an unattended purge has a limit of its own: resources: a number");
    }
    return allowed ? resources : Optional.empty();
  }

  private Optional<Duration> length(YamlSection section, String key) {
    return section.get(key).flatMap(values::length);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
