package dev.molly.retire;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// The tag with which a purge announces, on the resource, the deletion it is about to make. Two
/// machines share no lock, so a restore that finds it knows that a deletion may be on its way to
/// AWS: it brings the resource back behind its protection, and takes neither that nor the record
/// off before the deletion can take effect no more.
///
/// A claim allows nothing. A forged one delays the end of a restore by [#OVER] at most, and the
/// resource is up and protected meanwhile.
public final class PurgeClaim {
  /// A purge deletes only with a claim that is younger. AWS may take its time to start a database,
  /// and to delete the members of a cluster.
  static final Duration FRESH = Duration.ofHours(2);

  /// When no deletion that was announced can take effect any more: it is sent within seconds of
  /// a look that found the claim fresh, and AWS takes no request that was signed more than five
  /// minutes before (IAM User Guide, "Signing AWS API requests").
  static final Duration OVER = FRESH.plusMinutes(15);

  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);
  private static final String TAG = "molly:claim";

  private PurgeClaim() {}

  /// Whether a purge may delete by it.
  static boolean isFresh(String setting, Instant now) {
    return at(setting).map(at -> isWithin(at, FRESH, now)).orElse(false);
  }

  /// When a deletion that it announced can take effect no more; empty when that is so already. What
  /// is no claim of molly's, or lies in the future, announced nothing: no purge went by it.
  public static Optional<Instant> open(String setting, Instant now) {
    return at(setting).filter(at -> isWithin(at, OVER, now)).map(at -> at.plus(OVER));
  }

  /// Why a restore is not through while a deletion that was announced may still be on its way.
  ///
  /// @param until as [#open] has it
  public static String holds(Instant until) {
    return "a purge of it had begun, so it keeps its record and what protects it from being deleted"
        + " (a bucket its quarantine) until "
        + until;
  }

  private static boolean isWithin(Instant at, Duration length, Instant now) {
    return !at.isAfter(now.plus(CLOCKS_APART)) && now.isBefore(at.plus(length));
  }

  /// The claim that a purge needs now: the one that is there, or a new one.
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
