package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.aws.ChangeEvents;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.SettingCache;
import dev.molly.model.AccountRegion;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceId;
import dev.molly.model.SettingsSnapshot;
import dev.molly.model.SettingsSnapshot.Reading;
import dev.molly.model.SettingsStore;
import dev.molly.model.UserError;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The settings of one kind in one account and region that an earlier scan read. A setting is
/// used if it is younger than a week and no event in CloudTrail mentions its resource since. A
/// seventh of them is read again each day, so that a change which CloudTrail does not show is
/// found within a week.
final class PlaceCache implements SettingCache {
  /// How long before the last scan the lookup begins. CloudTrail "typically" shows an event within
  /// 15 minutes, and promises nothing.
  static final Duration OVERLAP = Duration.ofHours(2);

  static final int DAYS = 7;

  /// CloudTrail's event history goes back 90 days; no setting is used that long.
  private static final Duration OLDEST = Duration.ofDays(DAYS);

  /// A page of events is worth the reads that it saves: CloudTrail answers 2 calls a second where
  /// EC2 answers 20.
  private static final int SETTINGS_PER_PAGE = 10;

  private final SettingsStore store;
  private final CacheTotals totals;
  private final AccountSession session;
  private final AccountRegion place;
  private final ResourceKind kind;
  private final Map<String, Map<ControlId, Reading>> kept = new ConcurrentHashMap<>();
  private @Nullable Loaded loaded;

  /// What was kept, and is still known to be so.
  ///
  /// @param now the time according to AWS, before anything was looked up or read; empty if AWS
  ///     did not say: then nothing is kept either
  private record Loaded(Optional<Instant> now, Map<String, Map<ControlId, Reading>> settings) {}

  PlaceCache(
      SettingsStore store,
      CacheTotals totals,
      AccountSession session,
      AccountRegion place,
      ResourceKind kind) {
    this.store = store;
    this.totals = totals;
    this.session = session;
    this.place = place;
    this.kind = kind;
  }

  @Override
  public Optional<Reading> known(ResourceId resource, ControlId control) {
    Loaded now = loaded();
    Optional<Reading> known =
        Optional.ofNullable(now.settings().get(resource.uid()))
            .map(settings -> settings.get(control))
            .filter(reading -> !isDue(resource.uid(), reading, now.now().orElseThrow()));
    known.ifPresent(
        reading -> {
          keep(resource, control, reading);
          totals.reused(reading.at());
        });
    if (known.isEmpty()) {
      totals.read();
    }
    return known;
  }

  @Override
  public void good(ResourceId resource, ControlId control, String value) {
    loaded().now().ifPresent(now -> keep(resource, control, new Reading(value, now)));
  }

  private void keep(ResourceId resource, ControlId control, Reading reading) {
    kept.computeIfAbsent(resource.uid(), uid -> new ConcurrentHashMap<>()).put(control, reading);
  }

  /// Returns whether a setting is read again although nothing is known to have changed it.
  private static boolean isDue(String uid, Reading reading, Instant now) {
    Duration age = Duration.between(reading.at(), now);
    long day = now.truncatedTo(ChronoUnit.DAYS).getEpochSecond() / Duration.ofDays(1).toSeconds();
    boolean itsDay = Math.floorMod(uid.hashCode(), DAYS) == Math.floorMod(day, DAYS);
    boolean readToday =
        reading.at().truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
    return age.isNegative() || age.compareTo(OLDEST) >= 0 || (itsDay && !readToday);
  }

  /// Keeps the settings for the next scan.
  ///
  /// @param complete whether the listing was: otherwise a resource that it does not have may exist
  void save(boolean complete) {
    Loaded now;
    synchronized (this) {
      now = loaded;
    }
    if (now == null || now.now().isEmpty()) {
      return;
    }
    var settings = new HashMap<>(kept);
    if (!complete) {
      now.settings().forEach(settings::putIfAbsent);
    }
    try {
      store.save(place, kind.id(), new SettingsSnapshot(now.now().get(), settings));
    } catch (UserError e) {
      totals.note(place + " is not cached for the next scan: " + e.getMessage());
    }
  }

  /// Loads on first use, so that a place without resources costs no call.
  private synchronized Loaded loaded() {
    if (loaded == null) {
      loaded = load();
    }
    return loaded;
  }

  private Loaded load() {
    Instant now;
    try {
      now = session.time();
    } catch (AwsException e) {
      totals.note(place + " was read in full: " + e.getMessage());
      return new Loaded(Optional.empty(), Map.of());
    }
    try {
      Map<String, Map<ControlId, Reading>> settings =
          store.load(place, kind.id()).map(snapshot -> unchanged(snapshot, now)).orElse(Map.of());
      return new Loaded(Optional.of(now), settings);
    } catch (UserError | AwsException e) {
      totals.note(place + " was read in full: " + e.getMessage());
      return new Loaded(Optional.of(now), Map.of());
    }
  }

  private Map<String, Map<ControlId, Reading>> unchanged(SettingsSnapshot snapshot, Instant now) {
    Duration since = Duration.between(snapshot.asOf(), now);
    if (since.isNegative()) {
      throw new UserError("its cache is from the future (%s)".formatted(snapshot.asOf()));
    }
    if (since.compareTo(OLDEST) >= 0) {
      throw new UserError(
          "its cache is of %s, and %d days are the most".formatted(snapshot.asOf(), DAYS));
    }
    Set<String> changed =
        new ChangeEvents(session, place.region())
            .mentioned(
                kind.changeEvents(),
                kind.generatedId().orElseThrow().form(),
                snapshot.asOf().minus(OVERLAP),
                now,
                1 + snapshot.settings().size() / SETTINGS_PER_PAGE);
    var unchanged = new HashMap<>(snapshot.settings());
    unchanged.keySet().removeAll(changed);
    return unchanged;
  }
}
