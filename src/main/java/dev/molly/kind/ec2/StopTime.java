package dev.molly.kind.ec2;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/// The time since which an instance stands still, as AWS reports it: the time of the stop
/// request or, if AWS does not report that, of the last start.
///
/// Source: EC2 API, Instance, StateTransitionReason: `User initiated (2026-11-23 09:30:00 GMT)`.
/// It "might be an empty string", and its format is not guaranteed.
///
/// @param at the time; null if AWS reports neither
/// @param words the event at that time: `it was stopped`
public record StopTime(@Nullable Instant at, String words) {
  private static final Pattern TIME =
      Pattern.compile("\\(([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}) (?:GMT|UTC)\\)");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  static StopTime of(Instance instance) {
    InstanceStateName state = instance.state().name();
    boolean stopped = state == InstanceStateName.STOPPED || state == InstanceStateName.STOPPING;
    return (stopped ? time(instance.stateTransitionReason()) : Optional.<Instant>empty())
        .map(when -> new StopTime(when, "it was stopped"))
        .orElseGet(() -> new StopTime(instance.launchTime(), "it was last started"));
  }

  /// Returns the time in a reason; empty if it contains none that can be parsed.
  public static Optional<Instant> time(@Nullable String reason) {
    Matcher matcher = TIME.matcher(reason == null ? "" : reason);
    if (!matcher.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(matcher.group(1), SECOND).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
