package dev.molly.engine.plan;

import static dev.molly.simulation.world.OneBucket.PROTECTED;
import static dev.molly.simulation.world.OneBucket.described;
import static dev.molly.simulation.world.OneBucket.withSuspended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.simulation.world.OneBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/// A bucket's way from quarantine to its end, and back from there.
class PurgePlannerS3Test {
  @Test
  void anEmptyBucketIsPurgedWhenItIsDueAndNotBefore() {
    var acme = new OneBucket(one -> described(one, PROTECTED));
    acme.retire();

    acme.later(13);
    Plan early = acme.plan(Goal.PURGED);
    acme.sweep();
    acme.later(2);
    ApplyResult purged = acme.purge();

    assertThat(early.steps()).isEmpty();
    assertThat(early.refusals()).hasSize(1);
    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.isThere()).isFalse();
  }

  @Test
  void aBucketThatIsNotEmptyIsNotPurgedUnlessThatWasChosen() {
    var acme = new OneBucket(one -> described(one, "").holding(3, 30));
    acme.retire();
    acme.later(15);

    Plan plan = acme.plan(Goal.PURGED);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals().getFirst().reason()).contains("is not empty");
    assertThat(plan.refusals().getFirst().remedy()).contains("--empty");
    assertThat(acme.now().objects()).isEqualTo(3);
  }

  @Test
  void s3EmptiesItOverDaysWhenThatWasChosen() {
    var acme = new OneBucket(one -> described(one, PROTECTED).holding(3, 30));
    otherRule(acme);
    acme.retire("empty");
    acme.becomesDue();

    acme.purge();
    assertThat(acme.now().lifecycleRules())
        .containsExactly("theirs", "molly-empty-objects", "molly-empty-markers");
    assertThat(acme.now().policy()).contains("s3:GetObject*\",", "\"s3:DeleteBucket\"]");
    assertThat(acme.world.molly().status(acme.chosen()).getFirst().meanwhile())
        .hasValueSatisfying(what -> assertThat(what).contains("S3 empties it"));
    Plan waiting = acme.plan(Goal.PURGED);
    assertThat(waiting.skipped().getFirst()).contains("can take days");
    acme.later(4);
    ApplyResult purged = acme.purge();

    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.isThere()).isFalse();
  }

  @Test
  void aRestoreStopsTheEmptyingFirstWhateverTheQuarantineSays() {
    var acme = new OneBucket(one -> described(one, PROTECTED).holding(3, 30));
    otherRule(acme);
    acme.retire("empty");
    acme.becomesDue();
    acme.purge();
    assertThat(acme.now().lifecycleRules()).contains("molly-empty-objects");
    String edited = acme.now().policy().replace("\"s3:RestoreObject\",", "");
    acme.s3().putBucketPolicy(r -> r.bucket("acme").policy(edited));

    acme.restore();
    acme.later(10);

    assertThat(acme.now().lifecycleRules()).containsExactly("theirs");
    assertThat(acme.now().objects()).isEqualTo(3);
  }

  @Test
  void aRestoreSaysThatWhatS3HasDeletedMeanwhileDoesNotComeBack() {
    var acme = new OneBucket(one -> described(one, PROTECTED).holding(3, 30));
    acme.retire("empty");
    assertThat(acme.plan(Goal.RESTORED).skipped()).isEmpty();
    acme.becomesDue();
    acme.purge();

    Plan restore = acme.plan(Goal.RESTORED);

    assertThat(restore.skipped())
        .anySatisfy(what -> assertThat(what).contains("begun to empty it", "does not come back"));
  }

  @Test
  void aPurgeDoesNotWaitForTheDaysThatS3TakesToEmptyABucket() {
    var acme = new OneBucket(one -> described(one, PROTECTED).holding(3, 30));
    acme.retire("empty");
    acme.becomesDue();
    Instant before = acme.world.cloud.clock().instant();

    ApplyResult purged = acme.purge();

    assertThat(purged.toString()).contains("can take days");
    assertThat(Duration.between(before, acme.world.cloud.clock().instant()))
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void aBucketKeptForItsNameStaysEmptyAndClosedAndIsNeverDue() {
    var acme = new OneBucket(one -> described(one, PROTECTED).holding(3, 30));
    var before = acme.state();
    acme.retire("empty", "keep-name");
    acme.becomesDue();
    acme.purge();
    acme.later(4);
    ApplyResult purged = acme.purge();

    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.now().objects()).isZero();
    assertThat(acme.now().lifecycleRules()).isEmpty();
    assertThat(acme.now().tags().get("molly:retire")).contains("due=9999-12-31");
    assertThat(acme.now().policy()).contains("\"s3:DeleteBucket\"]");
    assertThat(acme.world.molly().purge(acme.chosen()).refusals())
        .extracting(Refusal::reason)
        .containsExactly("acme is kept, empty, for its name, and is never deleted");
    assertThat(acme.world.molly().purgeDue(acme.chosen()).steps()).isEmpty();
    assertThat(acme.world.molly().extend(acme.chosen(), Duration.ofDays(7)).skipped())
        .containsExactly("acme is never due: it is kept for its name");
    assertThat(acme.plan(Goal.RETIRED).steps()).isEmpty();

    acme.restore();
    assertThat(acme.state()).isEqualTo(withSuspended(before));
  }

  @Test
  void aBucketThatCouldNotBeDeletedIsClosedAgainByTheNextSweep() {
    var acme = new OneBucket(one -> described(one, PROTECTED));
    var before = acme.state();
    acme.retire();
    String quarantined = acme.now().policy();
    acme.becomesDue();
    acme.world.cloud.faults().deny("s3:DeleteBucket");

    ApplyResult purged = acme.purge();
    String leaving = acme.now().policy();
    acme.world.cloud.faults().clear();
    acme.world.account.bucketHolds("acme", 1, 1);
    acme.later(1);
    acme.sweep();

    assertThat(purged.exitCode()).isNotEqualTo(ExitCode.CLEAN);
    assertThat(leaving).contains("s3:GetObject*").doesNotContain("\"s3:DeleteBucket\"");
    assertThat(acme.now().policy()).isEqualTo(quarantined);
    acme.restore();
    assertThat(acme.state()).isEqualTo(withSuspended(before));
  }

  @Test
  void isRestoredExactlyFromTheLastMomentBeforeItsDeletion() {
    var acme = new OneBucket(one -> described(one, PROTECTED).versioned());
    var before = acme.state();
    acme.retire();
    acme.becomesDue();
    acme.world.cloud.faults().deny("s3:DeleteBucket");
    acme.purge();

    acme.restore();

    assertThat(acme.now().tags()).containsKey("molly:retire");
    assertThat(acme.now().policy()).contains("\"s3:DeleteBucket\"");
    acme.later(1);
    ApplyResult restored = acme.restore();

    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.state()).isEqualTo(before);
  }

  @Tag("deep")
  @Test
  void aCrashAtAnyMomentChangesNothingAboutTheEnd() {
    for (int line = 1; line <= 40; line++) {
      for (boolean kept : List.of(false, true)) {
        var acme = new OneBucket(one -> described(one, PROTECTED).holding(3, 30));
        acme.world.ledger.crashAt(line, kept);

        acme.surviving(() -> acme.retire("empty"));
        if (!acme.now().tags().containsKey("molly:retire")) {
          acme.retire("empty");
        }
        acme.surviving(acme::sweep);
        assertThat(acme.state().get("policy")).as("line " + line).contains("MollyQuarantine");
        assertThat(acme.state()).as("line " + line).containsEntry("versioning", "Enabled");
        acme.later(15);
        acme.surviving(acme::sweep);
        acme.later(2);
        for (int day = 0; day < 6 && acme.isThere(); day++) {
          acme.surviving(acme::purge);
          acme.later(1);
        }

        assertThat(acme.isThere()).as("line " + line).isFalse();
      }
    }
  }

  private static void otherRule(OneBucket acme) {
    var rule =
        LifecycleRule.builder()
            .id("theirs")
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix("logs/"))
            .expiration(e -> e.days(400))
            .build();
    acme.s3()
        .putBucketLifecycleConfiguration(
            r -> r.bucket("acme").lifecycleConfiguration(l -> l.rules(rule)));
  }
}
