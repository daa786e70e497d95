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
import dev.molly.model.SettingsSnapshot.Setting;
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
import java.util.stream.Collectors;
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
  private static final int RESOURCES_PER_PAGE = 10;

  private final SettingsStore store;
  private final CacheTotals totals;
  private final AccountSession session;
  private final AccountRegion place;
  private final ResourceKind kind;
  private @Nullable Loaded loaded;

  /// What is known to be as it was read, and goes on to the next scan.
  ///
  /// @param now the time according to AWS, before anything was looked up or read; empty if AWS
  ///     did not say: then nothing is kept
  private record Loaded(Optional<Instant> now, Map<Setting, Reading> settings) {
    Loaded {
      settings = new ConcurrentHashMap<>(settings);
    }
  }

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

  /// A setting that is read again is forgotten first: what the read does not find to be good must
  /// not be in the cache afterwards.
  @Override
  public Optional<Reading> known(ResourceId resource, ControlId control) {
    Loaded known = loaded();
    var setting = new Setting(resource.uid(), control);
    Reading reading = known.settings().get(setting);
    if (reading == null || isDue(resource.uid(), reading, known.now().orElseThrow())) {
      known.settings().remove(setting);
      totals.read();
      return Optional.empty();
    }
    totals.reused(reading.at());
    return Optional.of(reading);
  }

  @Override
  public void good(ResourceId resource, ControlId control, String value) {
    Loaded known = loaded();
    known
        .now()
        .ifPresent(
            now ->
                known
                    .settings()
                    .put(new Setting(resource.uid(), control), new Reading(value, now)));
  }

  /// Returns whether a setting is read again although nothing is known to have changed it.
  private static boolean isDue(String uid, Reading reading, Instant now) {
    long day = now.truncatedTo(ChronoUnit.DAYS).getEpochSecond() / Duration.ofDays(1).toSeconds();
    boolean itsDay = Math.floorMod(uid.hashCode(), DAYS) == Math.floorMod(day, DAYS);
    boolean readToday =
        reading.at().truncatedTo(ChronoUnit.DAYS).equals(now.truncatedTo(ChronoUnit.DAYS));
    return isOld(reading, now) || (itsDay && !readToday);
  }

  /// A reading of the future is no better than an old one.
  private static boolean isOld(Reading reading, Instant now) {
    Duration age = Duration.between(reading.at(), now);
    return age.isNegative() || age.compareTo(OLDEST) >= 0;
  }

  /// Keeps the settings for the next scan, also of a resource that this one did not ask for or
  /// see: the listing may have ended early. Those of resources that are gone age out.
  synchronized void save() {
    if (loaded == null || loaded.now().isEmpty()) {
      return;
    }
    Instant now = loaded.now().get();
    var settings = new HashMap<>(loaded.settings());
    settings.values().removeIf(reading -> isOld(reading, now));
    try {
      store.save(place, kind.id(), new SettingsSnapshot(now, settings));
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
      Map<Setting, Reading> settings =
          store.load(place, kind.id()).map(snapshot -> unchanged(snapshot, now)).orElse(Map.of());
      return new Loaded(Optional.of(now), settings);
    } catch (UserError | AwsException e) {
      totals.note(place + " was read in full: " + e.getMessage());
      return new Loaded(Optional.of(now), Map.of());
    }
  }

  private Map<Setting, Reading> unchanged(SettingsSnapshot snapshot, Instant now) {
    Duration since = Duration.between(snapshot.asOf(), now);
    if (since.isNegative()) {
      throw new UserError("its cache is from the future (%s)".formatted(snapshot.asOf()));
    }
    if (since.compareTo(OLDEST) >= 0) {
      throw new UserError(
          "its cache is of %s, and %d days are the most".formatted(snapshot.asOf(), DAYS));
    }
    Set<String> resources =
        snapshot.settings().keySet().stream().map(Setting::uid).collect(Collectors.toSet());
    Set<String> changed =
        new ChangeEvents(session, place.region())
            .mentioned(
                kind.changeEvents(),
                kind.generatedId().orElseThrow().form(),
                snapshot.asOf().minus(OVERLAP),
                now,
                1 + resources.size() / RESOURCES_PER_PAGE);
    var unchanged = new HashMap<>(snapshot.settings());
    unchanged.keySet().removeIf(setting -> changed.contains(setting.uid()));
    return unchanged;
  }
}
