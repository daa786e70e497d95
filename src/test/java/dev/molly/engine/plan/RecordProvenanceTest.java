package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ControlId;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.OneBucket;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A purge compares the record with CloudTrail's event of the call that wrote it.
class RecordProvenanceTest {
  private static final String LOOKUP = "cloudtrail:LookupEvents";

  private final RetiredServer retired = new RetiredServer();
  private final World world = retired.world;

  @Test
  void aRecordThatIsAsItWasWrittenIsPurgedWithoutAWord() {
    retired.isDueAndTold();

    Plan plan = purge();

    assertThat(plan.steps()).isNotEmpty();
    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.notes()).isEmpty();
  }

  @Test
  void aRecordWhoseDueTimeWasBroughtForwardIsRefused() {
    retired.isDueAndTold();
    RetirementRecord record = record();
    forge(
        changed(record, record.by(), record.at(), record.due().minus(Duration.ofDays(2))),
        Set.of(RetirementRecordCodec.KEY));

    Plan plan = purge();

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals())
        .singleElement()
        .satisfies(
            no -> {
              assertThat(no.reason())
                  .startsWith(
                      "the record of %s is not as CloudTrail shows it: arn:aws:sts::"
                          .formatted(retired.server.id()))
                  .contains("that it is due at " + record.due())
                  .endsWith("and it says " + record.due().minus(Duration.ofDays(2)));
              assertThat(no.remedy()).startsWith("molly restore " + retired.server.id());
            });
  }

  @Test
  void aRecordThatWasPutBackAfterItsTimeWasExtendedIsRefused() {
    retired.isDueAndTold();
    RetirementRecord before = record();
    world.apply(world.molly().extend(retired.inventory(), Duration.ofDays(30)));
    RetirementRecord extended = record();
    forge(before, Set.of(RetirementRecordCodec.KEY));

    Plan plan = purge();

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals())
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .contains("that it is due at " + extended.due())
        .endsWith("and it says " + before.due());
  }

  @Test
  void aRecordThatNamesAnotherPrincipalIsRefused() {
    retired.isDueAndTold();
    RetirementRecord record = record();
    String eve = "arn:aws:iam::111122223333:user/eve";
    forge(
        changed(record, eve, record.at(), record.due()),
        Set.of(RetirementRecordCodec.KEY, RetirementRecordCodec.KEY + "-by"));

    assertThat(purge().refusals())
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .contains("wrote another record at ");
  }

  /// Nothing of a bucket but this tells a time that its record could be held against.
  @Test
  void aBucketWhoseRecordSaysThatItWasWrittenLongAgoIsRefused() {
    var acme = new OneBucket(one -> one.versioned());
    acme.retire();
    acme.later(1);
    acme.sweep();
    ManualEdits hand = ManualEdits.on(acme.world, "acme");
    RetirementRecord record = record(hand, "acme");
    Instant at = record.at().minus(Duration.ofDays(20));
    RetirementRecord old =
        changed(record, record.by(), at, at.plus(Duration.ofDays(8)))
            .told(new OwnerNotice(at.plus(Duration.ofDays(1)), ""));
    hand.put("acme", RetirementRecordCodec.write(old));
    acme.world.cloud.clock().advance(Duration.ofMinutes(10));

    Plan plan = acme.world.molly().purge(acme.chosen());

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals())
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .contains("the record of acme is not as CloudTrail shows it")
        .endsWith("and it says " + at);
  }

  @Test
  void whatCannotBeReadIsSaidAndStopsNothing() {
    retired.isDueAndTold();
    world.cloud.faults().deny(LOOKUP);

    Plan plan = purge();

    assertThat(plan.steps()).isNotEmpty();
    assertThat(plan.refusals()).isEmpty();
    assertThat(plan.notes())
        .singleElement()
        .asString()
        .startsWith(retired.server.id() + ": its record was not compared with CloudTrail: ")
        .contains(LOOKUP);
  }

  @Test
  void aRecordOlderThanCloudTrailsHistoryIsSaidToBeNotCompared() {
    retired.isDueAndTold();
    world.cloud.clock().advance(Duration.ofDays(90));

    Plan plan = purge();

    assertThat(plan.steps()).isNotEmpty();
    assertThat(plan.notes())
        .singleElement()
        .asString()
        .endsWith("it shows no event that wrote the record, in 90 days at most");
  }

  @Test
  void aPlanThatPurgesNothingAsksNothing() {
    retired.retire();

    purge();

    assertThat(world.cloud.calls()).noneMatch(call -> call.api().equals(LOOKUP));
  }

  private void forge(RetirementRecord record, Set<String> keys) {
    Map<String, String> tags = new TreeMap<>(RetirementRecordCodec.write(record));
    tags.keySet().retainAll(keys);
    ManualEdits.on(world, retired.server.id()).put(retired.server.id(), tags);
    world.cloud.clock().advance(Duration.ofMinutes(10));
  }

  private RetirementRecord record() {
    return record(ManualEdits.on(world, retired.server.id()), retired.server.id());
  }

  private static RetirementRecord record(ManualEdits hand, String uid) {
    return switch (RetirementRecordCodec.read(hand.tags(uid), uid)) {
      case Reading.Found(var record) -> record;
      case Reading.None _, Reading.Unreadable _ -> throw new AssertionError("no record");
    };
  }

  private static RetirementRecord changed(
      RetirementRecord record, String by, Instant at, Instant due) {
    return new RetirementRecord(
        record.uid(),
        record.goal(),
        by,
        record.why(),
        at,
        due,
        record.name(),
        record.runState(),
        new TreeMap<ControlId, String>(record.settings()),
        new TreeSet<>(record.options()),
        record.told());
  }

  private Plan purge() {
    Inventory fleet = retired.inventory();
    return world.molly().purge(fleet);
  }
}
