package dev.molly.engine.plan;

import static dev.molly.simulation.world.OneBucket.ALLOW;
import static dev.molly.simulation.world.OneBucket.DENY_DELETE;
import static dev.molly.simulation.world.OneBucket.PROTECTED;
import static dev.molly.simulation.world.OneBucket.described;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.AccountChanges;
import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.retire.RetireRequest;
import dev.molly.sim.s3.SimBucket;
import dev.molly.simulation.world.OneBucket;
import dev.molly.simulation.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/// A bucket's way into quarantine, and back.
class RetirementPlannerS3Test {
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
    var acme = new OneBucket(one -> described(one, policy).versioningSuspended());
    var before = acme.state();

    ApplyResult retired = acme.retire();
    var meanwhile = acme.state();
    ApplyResult restored = acme.restore();

    assertThat(retired.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(meanwhile.get("policy")).contains("MollyQuarantine").isNotEqualTo(policy);
    assertThat(meanwhile).containsEntry("versioning", "Enabled");
    assertThat(ownTags(acme))
        .isEqualTo(Map.of("env", "prod", "aws:cloudformation:stack-name", "s"));
    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.state()).isEqualTo(before);
  }

  @Test
  void versioningComesBackAsFarAsAwsAllows() {
    var never = new OneBucket(one -> {});
    var always = new OneBucket(SimBucket::versioned);

    for (OneBucket acme : List.of(never, always)) {
      acme.retire();
      acme.restore();
    }

    assertThat(never.now().versioning()).isEqualTo("Suspended");
    assertThat(always.now().versioning()).isEqualTo("Enabled");
  }

  @Test
  void itsTagsArePutOneByOneWhereTheyControlAccess() {
    var acme = new OneBucket(SimBucket::tagsControlAccess);

    ApplyResult retired = acme.retire();

    assertThat(retired.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.now().tags()).containsKey("molly:retire").containsEntry("env", "prod");
  }

  @Test
  void quarantineDeniesTheDataAndNotTheSettings() {
    var acme = new OneBucket(one -> {});
    acme.retire();
    S3Client s3 = acme.s3();

    assertThatThrownBy(() -> s3.deleteBucket(r -> r.bucket("acme")))
        .hasMessageContaining("explicit deny");
    assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("acme"))).hasMessageContaining("403");
    assertThat(s3.getBucketPolicy(r -> r.bucket("acme")).policy()).contains("MollyQuarantine");
    assertThat(s3.listObjectVersions(r -> r.bucket("acme").maxKeys(1)).versions()).isEmpty();
  }

  @Test
  void theSecondTimeNothingIsWritten() {
    var acme = new OneBucket(one -> described(one, PROTECTED));
    acme.retire();
    int writes = acme.writes().size();

    Plan again = acme.retirement();
    acme.sweep();

    assertThat(again.refusals()).hasSize(1);
    assertThat(acme.writes()).hasSize(writes);
  }

  @Test
  void whatOthersWroteIntoThePolicyMeanwhileStays() {
    var acme = new OneBucket(one -> described(one, ""));
    acme.retire();
    String quarantined = acme.now().policy();
    acme.s3()
        .putBucketPolicy(
            r -> r.bucket("acme").policy(quarantined.replace("]}]}", "]}, " + ALLOW + "]}")));

    acme.restore();

    assertThat(acme.now().policy())
        .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[ " + ALLOW + "]}");
  }

  @Test
  void aQuarantineThatSomebodyEditedIsLeftAlone() {
    var acme = new OneBucket(one -> described(one, PROTECTED));
    acme.retire();
    String edited = acme.now().policy().replace("\"s3:RestoreObject\",", "");
    acme.s3().putBucketPolicy(r -> r.bucket("acme").policy(edited));

    Plan swept = acme.plan(Goal.RETIRED);
    acme.restore();
    Plan restore = acme.plan(Goal.RESTORED);

    assertThat(swept.refusals().getFirst().reason()).contains("not as molly writes it");
    assertThat(restore.refusals().getFirst().reason()).contains("not as molly writes it");
    assertThat(acme.now().policy()).isEqualTo(edited);
    assertThat(acme.now().tags()).containsKey("molly:retire");
  }

  @Test
  void aQuarantineThatWasTakenAwayIsPutBackOnlyWhenConfirmedAndUntilThenNothingIsPurged() {
    var acme = new OneBucket(one -> described(one, ""));
    acme.retire();
    String quarantined = acme.now().policy();
    acme.s3().deleteBucketPolicy(r -> r.bucket("acme"));
    acme.later(20);

    Plan purge = acme.plan(Goal.PURGED);
    acme.sweep();
    String unasked = acme.now().policy();
    AccountChanges molly = acme.world.molly();
    acme.world.apply(molly.planSweepOfUnknown(acme.chosen(), molly.status(acme.chosen())));

    assertThat(purge.refusals().getFirst().reason()).contains("its quarantine was taken away");
    assertThat(unasked).isEmpty();
    assertThat(acme.now().policy()).isEqualTo(quarantined);
  }

  @Test
  void aCrashDuringARestoreChangesNothingAboutTheEnd() {
    for (int line = 9; line <= 40; line++) {
      for (boolean kept : List.of(false, true)) {
        var acme = new OneBucket(one -> described(one, PROTECTED).versioningSuspended());
        var before = acme.state();
        acme.retire();
        acme.world.ledger.crashAt(line, kept);

        acme.surviving(acme::restore);
        acme.surviving(acme::restore);

        assertThat(acme.state()).as("line " + line).isEqualTo(before);
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
    refuses("", RetirementPlannerS3Test::manyTags);
  }

  private static void manyTags(SimBucket bucket) {
    for (int n = 0; n < 47; n++) {
      bucket.tagged("tag" + n, "");
    }
  }

  private static void refuses(String acceptable, Consumer<SimBucket> description) {
    var acme = new OneBucket(description);

    Plan plan = acme.retirement();
    ApplyResult applyResult = acme.world.apply(plan);

    assertThat(applyResult.exitCode()).as(acceptable).isEqualTo(ExitCode.REFUSED);
    assertThat(acme.writes()).isEmpty();
    assertThat(plan.refusals()).hasSize(1);
    if (!acceptable.isEmpty()) {
      assertThat(plan.refusals().getFirst().remedy()).contains("--accept " + acceptable);
      var accepting = new RetireRequest("x", World.KEEP, Set.of(acceptable), Set.of());
      ApplyResult accepted = acme.world.apply(acme.retirement(accepting));
      assertThat(accepted.exitCode()).isEqualTo(ExitCode.CLEAN);
      assertThat(acme.now().tags().get("molly:retire")).contains("with=" + acceptable);
    }
  }

  private static Map<String, String> ownTags(OneBucket acme) {
    var tags = new TreeMap<>(acme.now().tags());
    tags.keySet().removeIf(key -> key.startsWith("molly:"));
    return tags;
  }
}
