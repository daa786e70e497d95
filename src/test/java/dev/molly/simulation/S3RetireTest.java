package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Pace;
import dev.molly.engine.Progress;
import dev.molly.engine.Retiring;
import dev.molly.guard.Answer;
import dev.molly.guard.BlastLimit;
import dev.molly.model.ExitCode;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.sim.SimBucket;
import dev.molly.sim.SimCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/// A bucket's way into quarantine, back, and away.
class S3RetireTest {
  private static final String ALLOW =
      "{\"Sid\":\"Theirs\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},"
          + " \"Action\":\"s3:GetObject\" , \"Resource\":\"arn:aws:s3:::acme/*\"}";
  private static final String DENY_DELETE =
      "{\"Sid\":\"MollyDenyDeleteBucket\",\"Effect\":\"Deny\",\"Principal\":\"*\","
          + "\"Action\":\"s3:DeleteBucket\",\"Resource\":\"arn:aws:s3:::acme\"}";
  private static final String PROTECTED = "{\"Statement\":[" + DENY_DELETE + "," + ALLOW + "]}";

  private World world = new World(1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{ \"Version\" : \"2012-10-17\",\r\n\t\"Statement\" : [\n    ALLOW ,\n ALLOW\n  ]\n}\n",
        "{\"Statement\" :  ALLOW  , \"Id\":\"caf\u00e9\"}",
        "{\"Statement\":[ALLOW]}",
        "{\"Statement\":[DENY, ALLOW]}",
      })
  void isRestoredToWhatItWas(String template) {
    String policy = template.replace("ALLOW", ALLOW).replace("DENY", DENY_DELETE);
    bucket(one -> described(one, policy).versioningSuspended());
    var before = state();

    Applied retired = apply(molly().retire(chosen(), wish()));
    var meanwhile = state();
    Applied restored = restore();

    assertThat(retired.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(meanwhile.get("policy")).contains("MollyQuarantine").isNotEqualTo(policy);
    assertThat(meanwhile).containsEntry("versioning", "Enabled");
    assertThat(acmeTags()).isEqualTo(Map.of("env", "prod", "aws:cloudformation:stack-name", "s"));
    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void versioningComesBackAsFarAsAwsAllows() {
    bucket(one -> {});
    apply(molly().retire(chosen(), wish()));
    restore();
    assertThat(acme().versioning()).isEqualTo("Suspended");

    world = new World(1);
    bucket(SimBucket::versioned);
    apply(molly().retire(chosen(), wish()));
    restore();
    assertThat(acme().versioning()).isEqualTo("Enabled");
  }

  @Test
  void itsTagsArePutOneByOneWhereTheyControlAccess() {
    bucket(SimBucket::tagsControlAccess);

    Applied retired = apply(molly().retire(chosen(), wish()));

    assertThat(retired.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme().tags()).containsKey("molly:retire").containsEntry("env", "prod");
  }

  @Test
  void quarantineDeniesTheDataAndNotTheSettings() {
    bucket(one -> {});
    apply(molly().retire(chosen(), wish()));
    S3Client s3 = s3();

    Assertions.assertThatThrownBy(() -> s3.deleteBucket(r -> r.bucket("acme")))
        .hasMessageContaining("explicit deny");
    Assertions.assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("acme")))
        .hasMessageContaining("403");
    assertThat(s3.getBucketPolicy(r -> r.bucket("acme")).policy()).contains("MollyQuarantine");
    assertThat(s3.listObjectVersions(r -> r.bucket("acme").maxKeys(1)).versions()).isEmpty();
  }

  @Test
  void theSecondTimeNothingIsWritten() {
    bucket(one -> described(one, PROTECTED));
    apply(molly().retire(chosen(), wish()));
    int writes = writes().size();

    Plan again = molly().retire(chosen(), wish());
    sweep();

    assertThat(again.refused()).hasSize(1);
    assertThat(writes()).hasSize(writes);
  }

  @Test
  void whatOthersWroteIntoThePolicyMeanwhileStays() {
    bucket(one -> described(one, ""));
    apply(molly().retire(chosen(), wish()));
    String quarantined = acme().policy();
    s3().putBucketPolicy(
            r -> r.bucket("acme").policy(quarantined.replace("]}]}", "]}, " + ALLOW + "]}")));

    restore();

    assertThat(acme().policy())
        .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[ " + ALLOW + "]}");
  }

  @Test
  void aQuarantineThatSomebodyEditedIsLeftAlone() {
    bucket(one -> described(one, PROTECTED));
    apply(molly().retire(chosen(), wish()));
    String edited = acme().policy().replace("\"s3:RestoreObject\",", "");
    s3().putBucketPolicy(r -> r.bucket("acme").policy(edited));

    Plan swept = molly().towards(Goal.RETIRED, chosen());
    restore();
    Plan restore = molly().towards(Goal.RESTORED, chosen());

    assertThat(swept.refused().getFirst().what()).contains("not as molly writes it");
    assertThat(restore.refused().getFirst().what()).contains("not as molly writes it");
    assertThat(acme().policy()).isEqualTo(edited);
    assertThat(acme().tags()).containsKey("molly:retire");
  }

  @Test
  void aQuarantineThatSomebodyTookAwayIsPutBackAndUntilThenNothingIsPurged() {
    bucket(one -> described(one, ""));
    apply(molly().retire(chosen(), wish()));
    String quarantined = acme().policy();
    s3().deleteBucketPolicy(r -> r.bucket("acme"));
    later(20);

    Plan purge = molly().towards(Goal.PURGED, chosen());
    sweep();

    assertThat(purge.refused().getFirst().what()).contains("its quarantine was taken away");
    assertThat(acme().policy()).isEqualTo(quarantined);
  }

  @Test
  void anEmptyBucketIsPurgedWhenItIsDueAndNotBefore() {
    bucket(one -> described(one, PROTECTED));
    apply(molly().retire(chosen(), wish()));

    later(13);
    Plan early = molly().towards(Goal.PURGED, chosen());
    sweep();
    later(2);
    Applied purged = apply(molly().towards(Goal.PURGED, chosen()));

    assertThat(early.steps()).isEmpty();
    assertThat(early.refused()).hasSize(1);
    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(isThere()).isFalse();
  }

  @Test
  void aBucketThatIsNotEmptyIsNotPurgedUnlessThatWasChosen() {
    bucket(one -> described(one, "").holding(3, 30));
    apply(molly().retire(chosen(), wish()));
    later(15);

    Plan plan = molly().towards(Goal.PURGED, chosen());

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refused().getFirst().what()).contains("is not empty");
    assertThat(plan.refused().getFirst().satisfy()).contains("--empty");
    assertThat(acme().objects()).isEqualTo(3);
  }

  @Test
  void s3EmptiesItOverDaysWhenThatWasChosen() {
    bucket(one -> described(one, PROTECTED).holding(3, 30));
    otherRule();
    apply(molly().retire(chosen(), wish("empty")));
    becomesDue();

    apply(molly().towards(Goal.PURGED, chosen()));
    assertThat(acme().lifecycleRules())
        .containsExactly("theirs", "molly-empty-objects", "molly-empty-markers");
    assertThat(acme().policy()).contains("s3:GetObject*\",", "\"s3:DeleteBucket\"]");
    Plan waiting = molly().towards(Goal.PURGED, chosen());
    assertThat(waiting.left().getFirst()).contains("can take days");
    later(4);
    Applied purged = apply(molly().towards(Goal.PURGED, chosen()));

    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(isThere()).isFalse();
  }

  @Test
  void aRestoreStopsTheEmptyingFirstWhateverTheQuarantineSays() {
    bucket(one -> described(one, PROTECTED).holding(3, 30));
    otherRule();
    apply(molly().retire(chosen(), wish("empty")));
    becomesDue();
    apply(molly().towards(Goal.PURGED, chosen()));
    assertThat(acme().lifecycleRules()).contains("molly-empty-objects");
    String edited = acme().policy().replace("\"s3:RestoreObject\",", "");
    s3().putBucketPolicy(r -> r.bucket("acme").policy(edited));

    restore();
    later(10);

    assertThat(acme().lifecycleRules()).containsExactly("theirs");
    assertThat(acme().objects()).isEqualTo(3);
  }

  @Test
  void aPurgeDoesNotWaitForTheDaysThatS3TakesToEmptyABucket() {
    bucket(one -> described(one, PROTECTED).holding(3, 30));
    apply(molly().retire(chosen(), wish("empty")));
    becomesDue();
    Instant before = world.cloud.clock().instant();

    Applied purged = apply(molly().towards(Goal.PURGED, chosen()));

    assertThat(purged.toString()).contains("can take days");
    assertThat(Duration.between(before, world.cloud.clock().instant()))
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void aBucketKeptForItsNameStaysEmptyAndClosedAndIsNeverDue() {
    bucket(one -> described(one, PROTECTED).holding(3, 30));
    var before = state();
    apply(molly().retire(chosen(), wish("empty", "keep-name")));
    becomesDue();
    apply(molly().towards(Goal.PURGED, chosen()));
    later(4);
    Applied purged = apply(molly().towards(Goal.PURGED, chosen()));

    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme().objects()).isZero();
    assertThat(acme().lifecycleRules()).isEmpty();
    assertThat(acme().tags().get("molly:retire")).contains("due=9999-12-31");
    assertThat(acme().policy()).contains("\"s3:DeleteBucket\"]");
    assertThat(molly().purge(chosen()).refused())
        .extracting(Refusal::what)
        .containsExactly("acme is kept, empty, for its name, and is never deleted");
    assertThat(molly().purgeDue(chosen()).steps()).isEmpty();
    assertThat(molly().extend(chosen(), Duration.ofDays(7)).left())
        .containsExactly("acme is never due: it is kept for its name");
    assertThat(molly().towards(Goal.RETIRED, chosen()).steps()).isEmpty();

    restore();
    assertThat(state()).isEqualTo(withSuspended(before));
  }

  @Test
  void aBucketThatCouldNotBeDeletedIsClosedAgainByTheNextSweep() {
    bucket(one -> described(one, PROTECTED));
    var before = state();
    apply(molly().retire(chosen(), wish()));
    String quarantined = acme().policy();
    becomesDue();
    world.cloud.faults().deny("s3:DeleteBucket");

    Applied purged = apply(molly().towards(Goal.PURGED, chosen()));
    String leaving = acme().policy();
    world.cloud.faults().clear();
    world.account.bucketHolds("acme", 1, 1);
    sweep();

    assertThat(purged.exitCode()).isNotEqualTo(ExitCode.CLEAN);
    assertThat(leaving).contains("s3:GetObject*").doesNotContain("\"s3:DeleteBucket\"");
    assertThat(acme().policy()).isEqualTo(quarantined);
    restore();
    assertThat(state()).isEqualTo(withSuspended(before));
  }

  @Test
  void isRestoredExactlyFromTheLastMomentBeforeItsDeletion() {
    bucket(one -> described(one, PROTECTED).versioned());
    var before = state();
    apply(molly().retire(chosen(), wish()));
    becomesDue();
    world.cloud.faults().deny("s3:DeleteBucket");
    apply(molly().towards(Goal.PURGED, chosen()));

    Applied restored = restore();

    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void aCrashAtAnyMomentChangesNothingAboutTheEnd() {
    for (int line = 1; line <= 40; line++) {
      for (boolean kept : List.of(false, true)) {
        world = new World(1);
        bucket(one -> described(one, PROTECTED).holding(3, 30));
        world.ledger.crashAt(line, kept);

        surviving(() -> apply(molly().retire(chosen(), wish("empty"))));
        if (!acme().tags().containsKey("molly:retire")) {
          apply(molly().retire(chosen(), wish("empty")));
        }
        surviving(this::sweep);
        assertThat(state().get("policy")).as("line " + line).contains("MollyQuarantine");
        assertThat(state()).as("line " + line).containsEntry("versioning", "Enabled");
        later(15);
        surviving(this::sweep);
        later(2);
        for (int day = 0; day < 6 && isThere(); day++) {
          surviving(() -> apply(molly().towards(Goal.PURGED, chosen())));
          later(1);
        }

        assertThat(isThere()).as("line " + line).isFalse();
      }
    }
  }

  @Test
  void aCrashDuringARestoreChangesNothingAboutTheEnd() {
    for (int line = 9; line <= 40; line++) {
      for (boolean kept : List.of(false, true)) {
        world = new World(1);
        bucket(one -> described(one, PROTECTED).versioningSuspended());
        var before = state();
        apply(molly().retire(chosen(), wish()));
        world.ledger.crashAt(line, kept);

        surviving(this::restore);
        surviving(this::restore);

        assertThat(state()).as("line " + line).isEqualTo(before);
      }
    }
  }

  @Test
  void whatSpeaksAgainstItIsSaidBeforeAnythingIsWritten() {
    refuses("object-lock", one -> one.objectLock("GOVERNANCE", 1));
    refuses("mfa-delete", SimBucket::mfaDelete);
    refuses("replication", one -> one.versioned().replicatedTo("arn:aws:s3:::elsewhere"));
    refuses("requester-pays", SimBucket::requesterPays);
    refuses(
        "service-writes",
        one -> one.policy("{\"Statement\":" + ALLOW.replace("\"AWS\":", "\"Service\":") + "}"));
    refuses("", one -> one.mfaDelete().versioningSuspended());
    refuses("", one -> one.policy("not JSON"));
    refuses("", one -> one.policy(PROTECTED.replace("Theirs", "x".repeat(20_000))));
    refuses("", one -> one.policy(PROTECTED.replace("Theirs", "MollyQuarantine")));
    refuses("", S3RetireTest::manyTags);
  }

  private static void manyTags(SimBucket bucket) {
    for (int n = 0; n < 47; n++) {
      bucket.tagged("tag" + n, "");
    }
  }

  private void refuses(String acceptable, Consumer<SimBucket> description) {
    world = new World(1);
    bucket(description);

    Plan plan = molly().retire(chosen(), wish());
    Applied applied = apply(plan);

    assertThat(applied.exitCode()).as(acceptable).isEqualTo(ExitCode.REFUSED);
    assertThat(writes()).isEmpty();
    assertThat(plan.refused()).hasSize(1);
    if (!acceptable.isEmpty()) {
      assertThat(plan.refused().getFirst().satisfy()).contains("--accept " + acceptable);
      var accepting = new Retiring("x", Duration.ofDays(14), Set.of(acceptable), Set.of());
      assertThat(apply(molly().retire(chosen(), accepting)).exitCode()).isEqualTo(ExitCode.CLEAN);
      assertThat(acme().tags().get("molly:retire")).contains("with=" + acceptable);
    }
  }

  private static SimBucket described(SimBucket one, String policy) {
    one.tagged("aws:cloudformation:stack-name", "s");
    return policy.isEmpty() ? one : one.policy(policy);
  }

  private void bucket(Consumer<SimBucket> description) {
    world.account.createBucket(
        World.REGION, "acme", one -> description.accept(one.tagged("env", "prod")));
  }

  private void otherRule() {
    var rule =
        LifecycleRule.builder()
            .id("theirs")
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix("logs/"))
            .expiration(e -> e.days(400))
            .build();
    s3().putBucketLifecycleConfiguration(
            r -> r.bucket("acme").lifecycleConfiguration(l -> l.rules(rule)));
  }

  private SimBucket acme() {
    return world.account.bucket("acme");
  }

  private boolean isThere() {
    try {
      return acme() != null;
    } catch (NoSuchElementException e) {
      return false;
    }
  }

  private Map<String, String> acmeTags() {
    var tags = new TreeMap<>(acme().tags());
    tags.keySet().removeIf(key -> key.startsWith("molly:"));
    return tags;
  }

  private Map<String, String> state() {
    return new TreeMap<>(
        Map.of(
            "policy", acme().policy(),
            "versioning", acme().versioning(),
            "tags", acme().tags().toString(),
            "rules", acme().lifecycleRules().toString()));
  }

  /// Versioning that was never on can only be suspended again.
  private static Map<String, String> withSuspended(Map<String, String> before) {
    var after = new TreeMap<>(before);
    after.put("versioning", "Suspended");
    return after;
  }

  private S3Client s3() {
    return world.account.s3(World.REGION);
  }

  private List<SimCall> writes() {
    return world.cloud.calls().stream().filter(SimCall::write).toList();
  }

  private void later(int days) {
    world.cloud.clock().advance(Duration.ofDays(days));
  }

  private void surviving(Runnable work) {
    try {
      work.run();
    } catch (Crash crash) {
      world.ledger.restart();
      work.run();
    }
  }

  private Changes molly() {
    return world.molly(BlastLimit.DEFAULT, Pace.DEFAULT);
  }

  private Inventory chosen() {
    return molly()
        .inventory(
            new RegionChoice.Named(List.of(new RegionId(World.REGION))),
            List.of(new KindId("s3-bucket")),
            true,
            resource -> true,
            Progress.none());
  }

  private static Retiring wish(String... options) {
    return new Retiring("nobody uses it", Duration.ofDays(14), Set.of(), Set.of(options));
  }

  private Applied sweep() {
    Changes molly = molly();
    Inventory retired = chosen();
    return molly.sweep(molly.sweeping(retired, molly.status(retired)).plan(), Optional.empty());
  }

  /// Waits until it is due, and its owner was told long enough ago.
  private void becomesDue() {
    later(15);
    sweep();
    later(2);
  }

  private Applied restore() {
    return molly().back(molly().towards(Goal.RESTORED, chosen()));
  }

  private Applied apply(Plan plan) {
    return molly().apply(plan, Optional.empty(), new Answer.Given(molly().phrase(plan)));
  }
}
