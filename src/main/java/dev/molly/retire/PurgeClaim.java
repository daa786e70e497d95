package dev.molly.retire;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The tag with which a purge announces, on the resource, the deletion it is about to make. Two
/// machines share no lock, so a restore that finds the tag must assume that a deletion request
/// may be on its way to AWS: it restores the resource with its protection on, and removes
/// neither the protection nor the record until the deletion can no longer take effect.
///
/// A claim permits nothing. A forged claim delays the end of a restore by [#OVER] at most, and
/// the resource is running and protected meanwhile.
public final class PurgeClaim {
  /// The maximum age of a claim that a purge deletes by. AWS may need time to start a database,
  /// and to delete the members of a cluster.
  static final Duration FRESH = Duration.ofHours(2);

  /// The age after which no announced deletion can take effect: it is sent within seconds of an
  /// observation that found the claim fresh, and AWS rejects requests that were signed more than
  /// five minutes before (IAM User Guide, "Signing AWS API requests").
  static final Duration OVER = FRESH.plusMinutes(15);

  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);
  private static final String TAG = "molly:claim";

  private PurgeClaim() {}

  /// Returns whether a purge may delete by the claim.
  static boolean isFresh(String setting, Instant now) {
    return at(setting).map(at -> isWithin(at, FRESH, now)).orElse(false);
  }

  /// Returns the time after which an announced deletion can no longer take effect; empty if that
  /// time has passed. A tag that is not a claim of Molly's, or that lies in the future,
  /// announced nothing: no purge relied on it.
  public static Optional<Instant> open(String setting, Instant now) {
    return at(setting).filter(at -> isWithin(at, OVER, now)).map(at -> at.plus(OVER));
  }

  /// Returns the reason why a restore is incomplete while an announced deletion may still be on
  /// its way.
  ///
  /// @param until the time as returned by [#open]
  public static String holds(Instant until) {
    return "a purge of it had begun, so it keeps its record and what protects it from being deleted"
        + " (a bucket its quarantine) until "
        + until;
  }

  private static boolean isWithin(Instant at, Duration length, Instant now) {
    return !at.isAfter(now.plus(CLOCKS_APART)) && now.isBefore(at.plus(length));
  }

  /// Returns the claim that a purge needs now: the existing one, or a new one.
  public static DesiredSetting setting(Observation observation) {
    String claim = observation.setting(LifecycleAttributes.CLAIM);
    return new DesiredSetting(
        LifecycleAttributes.CLAIM,
        isFresh(claim, observation.at())
            ? claim
            : TAG + "=" + observation.at().truncatedTo(ChronoUnit.SECONDS));
  }

  private static Optional<Instant> at(String setting) {
    String value = RecordTags.tags(setting).getOrDefault(TAG, "");
    try {
      return Optional.of(Instant.parse(value));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
