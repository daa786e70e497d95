package dev.molly.engine.plan;

import static dev.molly.simulation.world.OneBucket.described;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.RetireRequest;
import dev.molly.sim.SimAws;
import dev.molly.sim.s3.SimBucket;
import dev.molly.simulation.world.OneBucket;
import dev.molly.simulation.world.World;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A bucket policy that S3 does not take back: seen before the first write where it can be, and
/// else no reason to stay in quarantine.
class RetirementPlannerRefusedPolicyTest {
  private static final String TLS =
      "{\"Sid\":\"Tls\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\","
          + "\"Resource\":\"arn:aws:s3:::acme/*\","
          + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}";
  private static final String PUBLIC =
      "{\"Sid\":\"Website\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\","
          + "\"Resource\":\"arn:aws:s3:::acme/*\"}";
  private static final String POLICY = policy(TLS + "," + PUBLIC);

  private static String policy(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  @Test
  void aPublicPolicyThatS3WouldNotTakeBackHasToBeAccepted() {
    var acme = new OneBucket(one -> described(one, POLICY).blocksPublicPolicy(true));

    Refusal refused = refused(acme);
    Plan accepted = acme.retirement(accepting());

    assertThat(refused.reason())
        .contains("acme: its bucket policy is public, and BlockPublicPolicy is on for the bucket");
    assertThat(refused.remedy())
        .contains("aws s3api get-public-access-block --region us-east-1 --bucket acme ")
        .endsWith("; or accept it: --accept public-policy");
    assertThat(accepted.steps()).isNotEmpty();
    assertThat(acme.writes()).isEmpty();
  }

  @Test
  void theBlockOfTheAccountCountsAsMuch() {
    var acme = new OneBucket(one -> described(one, POLICY).blocksPublicPolicy(false));
    acme.world.cloud.blockPublicPolicies(SimAws.OWN_ACCOUNT);

    Refusal refused = refused(acme);

    assertThat(refused.reason()).contains("BlockPublicPolicy is on for the account");
    assertThat(refused.remedy()).contains("aws s3control get-public-access-block ");
  }

  @Test
  void aPolicyThatIsNotPublicOrThatNothingBlocksIsNoBlocker() {
    var closed = new OneBucket(one -> described(one, policy(TLS)).blocksPublicPolicy(true));
    var open = new OneBucket(one -> described(one, POLICY).blocksPublicPolicy(false));
    var none = new OneBucket(one -> described(one, "").blocksPublicPolicy(true));

    assertThat(List.of(closed, open, none))
        .allSatisfy(acme -> assertThat(acme.retirement().refusals()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:GetBucketPublicAccessBlock",
        "s3:GetAccountPublicAccessBlock",
        "s3:GetBucketPolicyStatus"
      })
  void whatAwsDoesNotTellCountsAsRefused(String permission) {
    var acme = new OneBucket(one -> described(one, POLICY));
    if (permission.equals("s3:GetBucketPolicyStatus")) {
      acme.now().blocksPublicPolicy(true);
    }
    acme.world.cloud.faults().deny(permission);

    Refusal refused = refused(acme);

    assertThat(refused.reason())
        .contains("whether a restore can put its bucket policy back is not known: access denied");
    assertThat(refused.remedy())
        .isEqualTo(
            "grant " + permission + " (molly iam retire); or accept it: --accept public-policy");
  }

  /// Whether the Deny of the quarantine makes a policy one that is not public, AWS does not say.
  @Test
  void whereS3DoesNotTakeTheQuarantineEitherNothingIsLost() {
    var acme = new OneBucket(one -> described(one, POLICY).versioned().blocksPublicPolicy(true));
    var before = acme.state();

    ApplyResult retired = acme.world.apply(acme.retirement(accepting()));
    ApplyResult restored = acme.restore();

    assertThat(retired.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(failed(retired)).contains("prevented by the BlockPublicPolicy setting");
    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.state()).isEqualTo(before);
  }

  @Test
  void onePolicyThatS3RefusesPausesNoOtherBucket() {
    var acme = new OneBucket(one -> described(one, POLICY));
    acme.world.account.createBucket(World.REGION, "beta", one -> described(one, policy(TLS)));
    acme.world.account.createBucket(World.REGION, "aaaa", one -> described(one, policy(TLS)));
    acme.retire();
    acme.now().blocksPublicPolicy(true);

    acme.restore();

    assertThat(List.of("aaaa", "beta"))
        .allSatisfy(
            name ->
                assertThat(acme.world.account.bucket(name))
                    .returns(policy(TLS), SimBucket::policy));
    assertThat(acme.now().tags()).containsKey("molly:retire");
  }

  @Test
  void theRestoreSaysWhatS3RefusesAndLiftsTheQuarantineWithoutWhatThePolicyAllows() {
    var acme = new OneBucket(one -> described(one, POLICY));
    acme.retire();
    String quarantined = acme.now().policy();
    acme.now().blocksPublicPolicy(true);

    ApplyResult refused = acme.restore();
    ApplyResult refusedAgain = acme.restore();

    assertThat(List.of(refused, refusedAgain))
        .allSatisfy(
            each ->
                assertThat(failed(each))
                    .startsWith("S3 does not take back the bucket policy as it was, so it is still")
                    .contains("public policies are prevented by the BlockPublicPolicy setting")
                    .contains("then: molly restore acme; or ")
                    .endsWith(": molly restore acme --without-grants"));
    assertThat(acme.now().policy()).isEqualTo(quarantined);

    Plan without = acme.world.molly().planRestore(acme.chosen(), Set.of("without-grants"));
    ApplyResult restored = acme.world.molly().applyUnconfirmed(without);

    assertThat(without.skipped())
        .singleElement()
        .asString()
        .contains("comes back without the statements that allow something");
    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.now().policy()).isEqualTo(policy(TLS));
    assertThat(acme.now().tags()).doesNotContainKey("molly:retire");
  }

  /// The choice is in the record, so that whoever goes on makes it too.
  @Test
  void aRestoreWithoutGrantsThatWasCutOffIsFinishedAsItBegan() {
    for (int line = 9; line <= 30; line++) {
      var acme = new OneBucket(one -> described(one, POLICY));
      acme.retire();
      acme.now().blocksPublicPolicy(true);
      acme.world.ledger.crashAt(line, true);

      acme.surviving(() -> withoutGrantsUnlessChosen(acme));
      acme.surviving(() -> withoutGrantsUnlessChosen(acme));

      assertThat(acme.now().policy()).as("line " + line).isEqualTo(policy(TLS));
      assertThat(acme.now().tags()).as("line " + line).doesNotContainKey("molly:retire");
    }
  }

  private static void withoutGrantsUnlessChosen(OneBucket acme) {
    String record = acme.now().tags().getOrDefault("molly:retire", "");
    Set<String> options = record.contains("without-grants") ? Set.of() : Set.of("without-grants");
    acme.world.molly().applyUnconfirmed(acme.world.molly().planRestore(acme.chosen(), options));
  }

  @Test
  void whatIsRefusedForAnyOtherReasonIsTakenAwayByHandAndTheRestoreGoesOn() {
    String others =
        "{\"Sid\":\"Others\",\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::111122223333:role/reader\"},"
            + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::acme/*\"}";
    var acme = new OneBucket(one -> described(one, policy(others)));
    acme.retire();
    acme.now().principalDeleted("arn:aws:iam::111122223333:role/reader", "AROAEXAMPLE1234567890");

    ApplyResult refused = acme.restore();
    acme.s3().deleteBucketPolicy(r -> r.bucket("acme"));
    ApplyResult restored = acme.restore();

    assertThat(failed(refused))
        .contains("Invalid principal in policy")
        .contains("aws s3api delete-bucket-policy --region us-east-1 --bucket acme ")
        .endsWith("), then: molly restore acme")
        .doesNotContain("--without-grants");
    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(acme.now().policy()).isEmpty();
    assertThat(acme.now().tags()).doesNotContainKey("molly:retire");
  }

  @Test
  void aQuarantineThatIsLiftedAlreadyLeavesThePolicyAsItIs() {
    var acme = new OneBucket(one -> described(one, policy(TLS)));
    acme.retire();
    acme.s3().putBucketPolicy(r -> r.bucket("acme").policy(POLICY));

    Plan without = acme.world.molly().planRestore(acme.chosen(), Set.of("without-grants"));
    acme.world.molly().applyUnconfirmed(without);

    assertThat(acme.now().policy()).isEqualTo(POLICY);
    assertThat(acme.now().tags()).doesNotContainKey("molly:retire");
  }

  private static String failed(ApplyResult applyResult) {
    return ((ApplyResult.Executed) applyResult)
        .result().outcomes().stream()
            .filter(outcome -> outcome.result() == Result.FAILED)
            .map(Outcome::detail)
            .findFirst()
            .orElse("nothing failed: " + applyResult);
  }

  private static Refusal refused(OneBucket acme) {
    Plan plan = acme.retirement();
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals()).hasSize(1);
    return plan.refusals().getFirst();
  }

  private static RetireRequest accepting() {
    return new RetireRequest("nobody uses it", World.KEEP, Set.of("public-policy"), Set.of());
  }
}
