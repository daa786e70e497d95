package dev.molly.engine.scan;

import static dev.molly.policy.TestPolicies.policies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.AwsAccounts;
import dev.molly.history.SettingsFiles;
import dev.molly.history.StateFolder;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.CacheUse;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.model.SettingsStore;
import dev.molly.policy.PolicySet;
import dev.molly.policy.ScanRequest;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.core.SimTrail;
import dev.molly.sim.ec2.SimInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Scans of a region night after night, with a cache.
class PlaceCacheTest {
  private static final String REGION = "eu-west-1";
  private static final Duration NIGHT = Duration.ofDays(1);
  private static final String READ = "ec2:DescribeInstanceAttribute";
  private static final String LOOKUP = "cloudtrail:LookupEvents";
  private static final PolicySet POLICIES =
      policies("ec2-instance termination-protection", "ec2-instance stop-protection");

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T01:00:00Z"), 1);
  private final SimAccount account = cloud.account(SimAws.OWN_ACCOUNT);
  private final AwsAccounts aws = new SimAws(cloud);
  private final Path state;
  private final SettingsStore store;

  PlaceCacheTest(@TempDir Path folder) {
    state = folder.resolve("state");
    store = new SettingsFiles(new StateFolder(state), "1");
  }

  @Test
  void theNextScanReadsWhatFailsAndASeventhOfTheRest() {
    launch(70);
    SimInstance open = account.launch(REGION, one -> {});
    scan();
    cloud.clock().advance(NIGHT);
    long before = count(READ);

    ScanReport next = scan();

    CacheUse use = next.cache().orElseThrow();
    assertThat(statuses(next)).isEqualTo(statuses(full()));
    assertThat(failing(next)).containsOnly(open.id());
    assertThat(use.reused() + use.read()).isEqualTo(3 * 70 + 2);
    assertThat(use.reused()).isBetween(3 * 45L, 3 * 69L);
    assertThat(count(READ) - before - 3 * 70 - 2).isEqualTo(use.read());
    assertThat(use.notes()).isEmpty();
    assertThat(use.oldest()).contains(Instant.parse("2026-11-23T01:00:00Z"));
  }

  @Test
  void aFindingSaysWhenItsSettingWasRead() {
    launch(30);
    scan();
    cloud.clock().advance(NIGHT);

    List<String> reasons = scan().findings().stream().map(Finding::reason).distinct().toList();

    assertThat(reasons)
        .contains(
            "DisableApiStop is on (read on 2026-11-23T01:00:00Z; CloudTrail shows no change since)",
            "DisableApiStop is on");
  }

  @Test
  void aChangeThatCloudTrailShowsIsFoundTheNextNight() {
    List<SimInstance> fleet = launch(30);
    scan();
    cloud.clock().advance(NIGHT.minusHours(1));
    fleet.forEach(this::unprotect);
    cloud.clock().advance(Duration.ofHours(1));

    assertThat(failing(scan())).containsExactlyInAnyOrderElementsOf(ids(fleet));
  }

  /// The scan still reads what was before, and the event is late.
  @Test
  void aChangeMadeJustBeforeTheLastScanIsFoundByTheNext() {
    List<SimInstance> fleet = launch(30);
    cloud.faults().attributeLag(Duration.ofMinutes(1));
    account.state(SimTrail.class, REGION).lag = Duration.ofMinutes(15);
    scan();
    cloud.clock().advance(NIGHT);
    fleet.forEach(this::unprotect);
    cloud.clock().advance(Duration.ofSeconds(30));
    assertThat(failing(scan())).isEmpty();
    cloud.clock().advance(NIGHT);

    assertThat(failing(scan())).containsExactlyInAnyOrderElementsOf(ids(fleet));
  }

  @Test
  void aChangeThatCloudTrailDoesNotShowIsFoundWithinAWeek() {
    List<SimInstance> fleet = launch(40);
    scan();
    fleet.forEach(this::unprotect);
    account.state(SimTrail.class, REGION).trailEvents.clear();
    var found = new ArrayList<Integer>();
    for (int night = 1; night <= PlaceCache.DAYS; night++) {
      cloud.clock().advance(NIGHT);
      found.add(failing(scan()).size());
    }

    assertThat(found.getLast()).isEqualTo(40);
    assertThat(found.getFirst()).isLessThan(20);
  }

  @Test
  void aNewInstanceIsRead() {
    launch(10);
    scan();
    cloud.clock().advance(NIGHT);
    SimInstance open = account.launch(REGION, one -> {});

    assertThat(failing(scan())).containsOnly(open.id());
  }

  @Test
  void aPlaceWithoutInstancesCostsNoCall() {
    scan();
    cloud.clock().advance(NIGHT);

    assertThat(scan().cache()).contains(new CacheUse(0, 0, Optional.empty(), List.of()));
    assertThat(count(LOOKUP)).isZero();
    assertThat(count("sts:GetCallerIdentity")).isEqualTo(1);
    assertThat(state).doesNotExist();
  }

  @Test
  void whatCloudTrailRefusesIsReadInFull() {
    List<SimInstance> fleet = launch(10);
    scan();
    hide(fleet);
    cloud.faults().deny(LOOKUP);

    inFull("is not authorized to perform: " + LOOKUP, fleet);
  }

  @Test
  void anEmptyAnswerIsNotNoChange() {
    List<SimInstance> fleet = launch(10);
    scan();
    hide(fleet);
    cloud.faults().emptyAnswer(LOOKUP);

    inFull("LookupEvents", fleet);
  }

  @Test
  void anEventThatNamesNoInstanceCouldBeOfAny() {
    List<SimInstance> fleet = launch(10);
    scan();
    hide(fleet);
    var trail = account.state(SimTrail.class, REGION);
    trail.ofInstance("ModifyInstanceAttribute", "ami-0123456789abcdef0", cloud.clock().instant());
    cloud.clock().advance(trail.lag);

    inFull("does not say which resource was changed", fleet);
  }

  @Test
  void moreEventsThanAreWorthReadingAreNotRead() {
    List<SimInstance> fleet = launch(10);
    scan();
    var trail = account.state(SimTrail.class, REGION);
    trail.lag = Duration.ZERO;
    for (int times = 0; times < 101; times++) {
      trail.ofInstance("ModifyInstanceAttribute", fleet.getFirst().id(), cloud.clock().instant());
    }
    hide(fleet.subList(1, 10));

    inFull("there are more than 100 events", fleet.subList(1, 10));
  }

  @Test
  void allPagesOfEventsAreRead() {
    List<SimInstance> fleet = launch(60);
    scan();
    cloud.clock().advance(Duration.ofHours(20));
    fleet.forEach(this::unprotect);
    cloud.clock().advance(Duration.ofHours(1));

    assertThat(failing(scan())).hasSize(60);
    assertThat(count(LOOKUP)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut off", "changed", "another account's", "empty"})
  void aDamagedCacheIsNotUsed(String how) throws IOException {
    List<SimInstance> fleet = launch(10);
    scan();
    hide(fleet);
    Path file = cacheFile();
    String text = Files.readString(file);
    Files.writeString(
        file,
        switch (how) {
          case "cut off" -> text.substring(0, text.length() / 2);
          case "changed" -> text.replaceFirst("2026", "2025");
          case "empty" -> "";
          default -> text.replace(SimAws.OWN_ACCOUNT, "999988887777");
        });

    inFull("is damaged", fleet);
  }

  @Test
  void theCacheOfAnotherMollyOrAnotherRegionIsNotUsed() throws IOException {
    List<SimInstance> fleet = launch(10);
    scan();
    hide(fleet);
    ScanReport other = scan(new SettingsFiles(new StateFolder(state), "2"));

    assertThat(notes(other)).contains("was written by molly 1, and this is 2");
    assertThat(failing(other)).containsExactlyInAnyOrderElementsOf(ids(fleet));

    Path file = cacheFile();
    Files.move(file, file.resolveSibling("us-east-1-ec2-instance.jsonl"));
    account.launch("us-east-1", one -> {});

    assertThat(notes(scan("us-east-1"))).contains("is of another account, region or kind");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 7 * 24})
  void aCacheOfTheFutureOrOfLastWeekIsNotUsed(long hours) {
    List<SimInstance> fleet = launch(10);
    cloud.clock().advance(NIGHT);
    scan();
    hide(fleet);
    var later = new SimCloud(cloud.clock().instant().plus(Duration.ofHours(hours)), 1);
    later.account(SimAws.OWN_ACCOUNT).launch(REGION, one -> {});

    ScanReport report = scan(new SimAws(later), store, REGION);

    assertThat(notes(report)).contains(hours < 0 ? "from the future" : "7 days are the most");
    assertThat(report.cache().orElseThrow().reused()).isZero();
  }

  @Test
  void aListingThatEndsEarlyForgetsNothing() {
    launch(150);
    scan();
    cloud.clock().advance(NIGHT);
    var cut = cloud.faults().serverError("ec2:DescribeInstances").onCall(2).times(50);
    assertThat(scan().gaps()).hasSize(1);
    cloud.faults().scripted.remove(cut);

    assertThat(scan().cache().orElseThrow().reused()).isGreaterThan(3 * 100);
  }

  @Test
  void whatWasFoundOffIsNotForgottenAfterAListingThatEndsEarly() {
    List<SimInstance> fleet = launch(150);
    scan();
    hide(fleet);
    cloud.clock().advance(NIGHT);
    var cut = cloud.faults().serverError("ec2:DescribeInstances").onCall(2).times(50);
    List<String> found = failing(scan());
    cloud.faults().scripted.remove(cut);
    cloud.clock().advance(NIGHT);

    assertThat(found).isNotEmpty();
    assertThat(failing(scan())).containsAll(found);
  }

  @Test
  void aScanOfOneRuleKeepsWhatAnotherWillAskFor() {
    launch(70);
    scan();
    cloud.clock().advance(NIGHT);
    scan(aws, store, REGION, policies("ec2-instance stop-protection"));
    cloud.clock().advance(Duration.ofHours(1));

    assertThat(scan().cache().orElseThrow().reused()).isGreaterThan(3 * 45);
  }

  @Test
  void aCacheThatCannotBeWrittenStopsNoScan() throws IOException {
    launch(3);
    Files.writeString(state, "a file");

    ScanReport report = scan();

    assertThat(report.count(FindingStatus.PASS)).isEqualTo(6);
    assertThat(notes(report)).contains("is not cached for the next scan");
  }

  @Test
  void aRenewedCacheKnowsNothingAndKeepsAll() {
    List<SimInstance> fleet = launch(10);
    scan();
    hide(fleet);

    assertThat(failing(scan(store.renewed()))).containsExactlyInAnyOrderElementsOf(ids(fleet));
    assertThat(scan().cache().orElseThrow().notes()).isEmpty();
  }

  /// Instances come and go, and are changed by calls that CloudTrail shows and by others.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatCloudTrailShowsIsNeverMissed(long seed) {
    var random = new Random(seed);
    List<SimInstance> fleet = new ArrayList<>(launch(20));
    var hidden = new HashMap<String, Instant>();
    var trail = account.state(SimTrail.class, REGION);
    for (int night = 0; night < 21; night++) {
      cloud.clock().advance(Duration.ofMinutes(20));
      for (int change = random.nextInt(6); change > 0; change--) {
        cloud.clock().advance(Duration.ofMinutes(random.nextInt(200)));
        SimInstance one = fleet.get(random.nextInt(fleet.size()));
        set(one, random.nextBoolean());
        if (random.nextInt(4) == 0) {
          trail.trailEvents.removeLast();
          hidden.putIfAbsent(one.id(), cloud.clock().instant());
        } else {
          hidden.remove(one.id());
        }
      }
      fleet.add(account.launch(REGION, one -> {}));
      cloud.clock().advance(Duration.ofHours(2 + random.nextInt(7)));

      Map<String, FindingStatus> seen = statuses(scan());
      Instant now = cloud.clock().instant();
      statuses(full())
          .forEach(
              (finding, status) -> {
                Instant since = hidden.get(finding.substring(0, finding.indexOf(' ')));
                boolean excused = since != null && since.isAfter(now.minus(NIGHT.multipliedBy(7)));
                if (!excused) {
                  assertThat(seen).as("night of %s", now).containsEntry(finding, status);
                }
              });
    }
  }

  private List<SimInstance> launch(int count) {
    return Stream.generate(
            () -> account.launch(REGION, one -> one.protectedFromTermination().protectedFromStop()))
        .limit(count)
        .toList();
  }

  private void unprotect(SimInstance instance) {
    set(instance, false);
  }

  private void set(SimInstance instance, boolean on) {
    account
        .ec2(REGION)
        .modifyInstanceAttribute(
            r -> r.instanceId(instance.id()).disableApiTermination(v -> v.value(on)));
    account
        .ec2(REGION)
        .modifyInstanceAttribute(r -> r.instanceId(instance.id()).disableApiStop(v -> v.value(on)));
  }

  /// Changes instances so that CloudTrail does not show it.
  private void hide(List<SimInstance> instances) {
    instances.forEach(this::unprotect);
    List<SimTrail.SimEvent> events = account.state(SimTrail.class, REGION).trailEvents;
    events.subList(events.size() - 2 * instances.size(), events.size()).clear();
  }

  private void inFull(String why, List<SimInstance> fleet) {
    ScanReport report = scan();

    assertThat(notes(report)).contains(REGION + " was read in full: ").contains(why);
    assertThat(report.cache().orElseThrow().reused()).isZero();
    assertThat(failing(report)).containsAll(ids(fleet));
  }

  private Path cacheFile() {
    return state.resolve("cache/%s/%s-ec2-instance.jsonl".formatted(SimAws.OWN_ACCOUNT, REGION));
  }

  private static String notes(ScanReport report) {
    return String.join("\n", report.cache().orElseThrow().notes());
  }

  private static List<String> ids(List<SimInstance> instances) {
    return instances.stream().map(each -> each.id()).toList();
  }

  private static List<String> failing(ScanReport report) {
    return report.findings().stream()
        .filter(each -> each.status() == FindingStatus.FAIL)
        .map(each -> each.resource().identifier())
        .distinct()
        .toList();
  }

  private static Map<String, FindingStatus> statuses(ScanReport report) {
    var statuses = new HashMap<String, FindingStatus>();
    report
        .findings()
        .forEach(
            each -> statuses.put(each.resource().identifier() + " " + each.rule(), each.status()));
    return statuses;
  }

  private long count(String api) {
    return cloud.calls().stream().filter(call -> call.api().equals(api)).count();
  }

  private ScanReport full() {
    return scan(SettingsStore.NONE);
  }

  private ScanReport scan() {
    return scan(store);
  }

  private ScanReport scan(String region) {
    return scan(aws, store, region);
  }

  private ScanReport scan(SettingsStore with) {
    return scan(aws, with, REGION);
  }

  private static ScanReport scan(AwsAccounts aws, SettingsStore with, String region) {
    return scan(aws, with, region, POLICIES);
  }

  private static ScanReport scan(
      AwsAccounts aws, SettingsStore with, String region, PolicySet policies) {
    var request =
        new ScanRequest(
            List.of(new AccountRef.Own()),
            new RegionSelection.Named(List.of(new RegionId(region))),
            List.of(new KindId("ec2-instance")),
            policies);
    return new Scanner(TestKinds.ALL, aws, Clock.systemUTC(), "test")
        .scan(request, with, ScanProgressListener.none());
  }
}
