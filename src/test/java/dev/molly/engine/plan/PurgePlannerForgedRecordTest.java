package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.model.ControlId;
import dev.molly.model.Environment;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.rds.RdsClient;

/// Whoever may tag can write a record that says that anything is due, and call any snapshot its
/// final copy. When the copy was begun and the instance stopped, only AWS says, and a purge asks
/// for that.
class PurgePlannerForgedRecordTest {
  private static final Duration LONG_AGO = Duration.ofDays(20);

  private final World world = new World(1);
  private final Ec2Client ec2 = world.account.ec2(World.REGION);
  private final RdsClient rds = world.account.rds(World.REGION);

  PurgePlannerForgedRecordTest() {
    world.purgesUnattended(5);
  }

  @Test
  void aCopyThatWasTakenJustNowIsTooYoung() {
    String id = instance();
    stop(id);
    snapshot(id);
    forge(id, "web-01", "running");

    assertThatNothingIsPurged("was begun at", "the minimum undo window is 7 days");
  }

  /// The owner stopped it and worked on it after that snapshot was taken.
  @Test
  void anOldSnapshotWithNewTagsIsNotTheFinalCopy() {
    String id = instance();
    snapshot(id);
    later(Duration.ofDays(10));
    stop(id);
    later(LONG_AGO);
    forge(id, "web-01", "running");

    assertThatNothingIsPurged("before it was stopped");
  }

  /// What AWS does not say is not known; then the copy has to be younger than the last start.
  @Test
  void withoutATimeOfTheStopTheLastStartCounts() {
    String id = instance();
    snapshot(id);
    later(Duration.ofDays(1));
    ec2.stopInstances(r -> r.instanceIds(id));
    later(Duration.ofMinutes(5));
    ec2.startInstances(r -> r.instanceIds(id));
    later(Duration.ofDays(30));
    world.account.instance(id).stopped();
    forge(id, "web-01", "running");

    assertThatNothingIsPurged("before it was last started");
  }

  @Test
  void aStopOfLongAgoAndACopyOfThenAreFine() {
    String id = instance();
    stop(id);
    snapshot(id);
    later(Duration.ofDays(30));
    forge(id, "web-01", "running");

    assertThat(world.molly().purge(chosen()).steps()).isNotEmpty();
  }

  @Test
  void aDatabasesOldSnapshotWithNewTagsIsNotItsFinalCopy() {
    String uid = world.account.createDb(World.REGION, "orders", one -> {}).resourceId();
    snapshotDatabase(uid);
    later(Duration.ofDays(30));
    forgeDatabase(uid);

    assertThatNothingIsPurged("before it was retired");
  }

  @Test
  void aDatabasesCopyThatWasTakenJustNowIsTooYoung() {
    String uid = world.account.createDb(World.REGION, "orders", one -> {}).resourceId();
    later(Duration.ofDays(30));
    snapshotDatabase(uid);
    forgeDatabase(uid);

    assertThatNothingIsPurged("the minimum undo window is 7 days");
  }

  /// A record of fourteen days, and a machine whose clock is ahead by as much.
  @Test
  void aPurgeGoesByAwssTimeWhereThatIsEarlier() {
    String id = instance();
    stop(id);
    snapshot(id);
    later(Duration.ofDays(30));
    forge(id, "web-01", "running", now().minus(Duration.ofDays(13)), now().plusSeconds(3600));
    world.machineIsAheadBy(Duration.ofDays(14));

    Plan all = world.molly().purgeDue(chosen());
    Plan one = world.molly().purge(chosen());

    assertThat(all.steps()).isEmpty();
    assertThat(one.refusals())
        .extracting(Refusal::reason)
        .anyMatch(no -> no.contains("not due before"));
  }

  /// A record that gives less time than everybody has is not purged, and can be restored.
  @Test
  void aRecordOfLessTimeThanEverybodyHasIsNotPurged() {
    String id = instance();
    stop(id);
    snapshot(id);
    later(Duration.ofDays(30));
    Instant at = now().minus(Duration.ofDays(20));
    forge(id, "web-01", "running", at, at.plus(Duration.ofDays(1)));

    assertThatNothingIsPurged("the minimum undo window is 7 days");
    assertThat(world.molly().planTo(Goal.RESTORED, chosen()).steps()).isNotEmpty();
  }

  private void assertThatNothingIsPurged(String... why) {
    Plan named = world.molly().purge(chosen());
    Plan due = world.molly().purgeDue(chosen());
    world.molly().apply(due, Environment.ANY, new ConfirmationInput.Unattended());

    assertThat(named.steps()).isEmpty();
    assertThat(named.refusals().getFirst().reason()).contains(why);
    assertThat(due.steps()).isEmpty();
    assertThat(due.skipped().getFirst()).contains(why);
    assertThat(world.cloud.calls())
        .filteredOn(SimCall::write)
        .extracting(SimCall::api)
        .noneMatch(api -> api.contains("Terminate") || api.contains("Delete"));
  }

  private Inventory chosen() {
    return world.found(Inventory::isRetired);
  }

  private String instance() {
    return world
        .account
        .launch(World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)))
        .id();
  }

  private void stop(String id) {
    ec2.stopInstances(r -> r.instanceIds(id));
    later(Duration.ofMinutes(5));
  }

  private void later(Duration length) {
    world.cloud.clock().advance(length);
  }

  private Instant now() {
    return world.cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private void snapshot(String id) {
    ec2.createSnapshots(
        r ->
            r.instanceSpecification(i -> i.instanceId(id))
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.SNAPSHOT)
                        .tags(Tag.builder().key("made-by").value("hand").build())
                        .build()));
    later(Duration.ofMinutes(10));
  }

  private void forge(String id, String name, String state) {
    Instant at = now().minus(LONG_AGO);
    forge(id, name, state, at, now().minusSeconds(1));
  }

  /// The record and, on every snapshot there is, the tags of its final copy.
  private void forge(String id, String name, String state, Instant at, Instant due) {
    RetirementRecord record = record(id, name, state, at, due, "termination-protection");
    var ids = new ArrayList<String>();
    ec2.describeSnapshots(r -> r.ownerIds("self"))
        .snapshots()
        .forEach(snapshot -> ids.add(snapshot.snapshotId()));
    ec2.createTags(r -> r.resources(ids).tags(ec2(copyTags(record))));
    ec2.createTags(r -> r.resources(id).tags(ec2(RetirementRecordCodec.write(record))));
    later(Duration.ofMinutes(1));
  }

  private static List<Tag> ec2(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private void snapshotDatabase(String uid) {
    rds.createDBSnapshot(
        r ->
            r.dbInstanceIdentifier(world.account.db(World.REGION, uid).identifier())
                .dbSnapshotIdentifier("by-hand"));
    later(Duration.ofMinutes(20));
  }

  private void forgeDatabase(String uid) {
    Instant at = now().minus(LONG_AGO);
    RetirementRecord record =
        record(uid, "orders", "available", at, now().minusSeconds(1), "deletion-protection");
    String arn = "arn:aws:rds:" + World.REGION + ":" + world.account.id();
    tag(arn + ":snapshot:by-hand", copyTags(record));
    tag(arn + ":db:orders", RetirementRecordCodec.write(record));
  }

  private void tag(String arn, Map<String, String> tags) {
    rds.addTagsToResource(
        r ->
            r.resourceName(arn)
                .tags(
                    tags.entrySet().stream()
                        .map(
                            tag ->
                                software.amazon.awssdk.services.rds.model.Tag.builder()
                                    .key(tag.getKey())
                                    .value(tag.getValue())
                                    .build())
                        .toList()));
  }

  private static Map<String, String> copyTags(RetirementRecord record) {
    return Map.of(
        "molly:copy", record.copyLabel(),
        "molly:copy-of", record.uid(),
        "molly:keep-until", "2027-03-07");
  }

  private static RetirementRecord record(
      String uid, String name, String state, Instant at, Instant due, String control) {
    return new RetirementRecord(
        uid,
        Goal.RETIRED,
        "arn:aws:iam::111122223333:user/eve",
        "why not",
        at,
        due,
        Optional.of(name),
        state,
        new TreeMap<>(Map.of(new ControlId(control), "off")),
        new TreeSet<>(),
        Optional.of(new OwnerNotice(at.plus(Duration.ofDays(1)), "")));
  }
}
