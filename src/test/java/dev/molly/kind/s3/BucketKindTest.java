package dev.molly.kind.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.AwsException;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindTestAccount;
import dev.molly.kind.Remediation;
import dev.molly.kind.Retirable;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.s3.SimBucket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

class BucketKindTest {
  private static final ControlId VERSIONING = Versioning.ID;
  private static final ControlId DELETE_DENIED = DeleteDenied.ID;
  private static final ControlId OBJECT_LOCK = new ControlId("object-lock");
  private static final ControlId MFA_DELETE = MfaDelete.ID;

  private final Retirable kind = new BucketKind();
  private final KindTestAccount aws = new KindTestAccount(kind);
  private final S3Client s3 = aws.account.s3(KindTestAccount.REGION);

  @Test
  void readsEverySetting() {
    Resource plain = bucket(one -> {});
    Resource suspended = bucket("suspended", SimBucket::versioningSuspended);
    Resource locked = bucket("locked", one -> one.objectLock("GOVERNANCE", 1).policy("{}"));
    Resource keys = bucket("keys", SimBucket::mfaDelete);

    assertThat(aws.setting(plain, VERSIONING)).isEqualTo("never");
    assertThat(aws.setting(suspended, VERSIONING)).isEqualTo("suspended");
    assertThat(aws.setting(locked, VERSIONING)).isEqualTo("enabled");
    assertThat(aws.setting(plain, DELETE_DENIED)).isEmpty();
    assertThat(aws.setting(locked, DELETE_DENIED)).isEqualTo("{}");
    assertThat(aws.setting(plain, OBJECT_LOCK)).isEqualTo("off");
    assertThat(aws.setting(locked, OBJECT_LOCK)).isEqualTo("on");
    assertThat(aws.setting(plain, MFA_DELETE)).isEqualTo("off");
    assertThat(aws.setting(keys, MFA_DELETE)).isEqualTo("on");
  }

  /// Taken for off, it would be no obstacle to a retirement.
  @Test
  void anObjectLockOfWhichS3DoesNotSayWhetherItIsOnIsNotOff() {
    Resource unsaid = bucket(SimBucket::objectLockUnsaid);

    assertThatThrownBy(() -> aws.setting(unsaid, OBJECT_LOCK))
        .isInstanceOf(AwsException.class)
        .hasMessageContaining("does not say what the state of Object Lock is");
  }

  @Test
  void observesABucketWithItsTags() {
    Resource acme = bucket(one -> one.tagged("env", "prod"));

    Resource now = aws.observed(acme).orElseThrow();

    assertThat(now.ref()).isEqualTo(acme.ref());
    assertThat(now.tags()).isEqualTo(new Tags.Known(Map.of("env", "prod")));
    assertThat(aws.observed(bucket("bare", one -> {})).orElseThrow().tags())
        .isEqualTo(new Tags.Known(Map.of()));
  }

  @Test
  void aBucketWhoseTagsMayNotBeReadIsStillThere() {
    Resource acme = bucket(one -> {});
    aws.cloud.faults().deny("s3:GetBucketTagging");

    assertThat(aws.observed(acme).orElseThrow().tags())
        .isInstanceOfSatisfying(
            Tags.Unknown.class,
            tags -> assertThat(tags.missingPermission()).isEqualTo("s3:GetBucketTagging"));
  }

  @Test
  void aBucketThatWasDeletedIsGoneEvenIfItsNameIsBackInAnotherRegion() {
    Resource acme = bucket(one -> {});
    s3.deleteBucket(r -> r.bucket("acme"));
    assertThat(aws.observed(acme)).isEmpty();

    aws.account.createBucket("us-east-1", "acme", one -> {});

    assertThat(aws.observed(acme)).isEmpty();
  }

  @Test
  void aBucketThatIsAnotherAccountsNowIsNotRead() {
    Resource acme = bucket(one -> {});
    s3.deleteBucket(r -> r.bucket("acme"));
    aws.cloud.account("444455556666").createBucket(KindTestAccount.REGION, "acme", one -> {});

    KindTestAccount.denied("s3:GetBucketLocation", () -> aws.observed(acme));
    KindTestAccount.denied("s3:GetBucketPolicy", () -> aws.remedy(acme, DELETE_DENIED));
  }

  @Test
  void enablesVersioningAndSuspendsItAgain() {
    Resource acme = bucket(SimBucket::versioningSuspended);
    Change change = aws.change(acme, VERSIONING);

    aws.write(change);
    assertThat(aws.remedy(acme, VERSIONING)).isEqualTo(new Remediation.Compliant());
    aws.write(kind.inverse(change).orElseThrow());

    assertThat(change).isEqualTo(new Change(acme.ref(), VERSIONING, "suspended", "enabled"));
    assertThat(aws.setting(acme, VERSIONING)).isEqualTo("suspended");
  }

  @Test
  void versioningThatWasNeverOnCanOnlyBeSuspendedAgain() {
    Resource acme = bucket(one -> {});
    Change change = aws.change(acme, VERSIONING);

    aws.write(change);
    aws.write(kind.inverse(change).orElseThrow());

    assertThat(kind.inverse(change).orElseThrow())
        .isEqualTo(new Change(acme.ref(), VERSIONING, "enabled", "suspended"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.call(new Change(acme.ref(), VERSIONING, "enabled", "never")));
  }

  @Test
  void aFindingAboutWhatOnlyTheRootUserMayChangeHasNoFix() {
    Resource listed = bucket("keys", one -> one.mfaDelete().versioningSuspended());
    var wanted = new ControlSelection(Set.of(VERSIONING), false);

    Resource keys = kind.read(aws.session, listed, wanted);

    assertThat(kind.cliFix(keys, VERSIONING, Duration.ZERO)).isEmpty();
  }

  @Test
  void mfaDeleteIsForTheRootUserAndLocksVersioningToo() {
    Resource acme = bucket(one -> {});
    Resource keys = bucket("keys", one -> one.mfaDelete().versioningSuspended());

    aws.nothing(acme, MFA_DELETE, "root user", "--mfa 'SERIAL CODE'");
    aws.nothing(keys, VERSIONING, "root user");
    assertThat(aws.remedy(keys, MFA_DELETE)).isEqualTo(new Remediation.Compliant());
  }

  @Test
  void objectLockIsForAPersonToDecide() {
    Resource acme = bucket(one -> {});
    Resource locked = bucket("locked", one -> one.objectLock("GOVERNANCE", 1));

    aws.nothing(
        acme,
        OBJECT_LOCK,
        "never be turned off again",
        "aws s3api put-object-lock-configuration --region eu-west-1 --bucket acme");
    assertThat(aws.remedy(locked, OBJECT_LOCK)).isEqualTo(new Remediation.Compliant());
  }

  @Test
  void whatOnlyAPersonMayChangeIsNotWrittenWhoeverAsks() {
    Resource acme = bucket(one -> {});
    var lock = new Change(acme.ref(), OBJECT_LOCK, "off", "on");
    var mfa = new Change(acme.ref(), MFA_DELETE, "off", "on");

    assertThatIllegalArgumentException().isThrownBy(() -> kind.perform(aws.session, lock));
    assertThatIllegalArgumentException().isThrownBy(() -> kind.perform(aws.session, mfa));
    assertThat(aws.writes()).isEmpty();
  }

  @Test
  void deniesTheDeletionSoThatS3RefusesIt() {
    Resource acme = bucket(one -> {});
    Change change = aws.change(acme, DELETE_DENIED);

    aws.write(change);
    assertThatThrownBy(this::deleteAcme).hasMessageContaining("explicit deny");
    assertThat(aws.remedy(acme, DELETE_DENIED)).isEqualTo(new Remediation.Compliant());

    aws.write(kind.inverse(change).orElseThrow());
    assertThat(aws.writes().getLast().api()).isEqualTo("s3:DeleteBucketPolicy");
    deleteAcme();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Statement\":[ALLOW]}",
        "{ \"Id\": \"\u00e9\\n\",\n \"Statement\": [ ALLOW , ALLOW ] }\n",
        "{\"Statement\": ALLOW}",
      })
  void anUndoGivesTheOldPolicyBackToTheByte(String template) {
    String policy =
        template.replace(
            "ALLOW",
            "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}");
    Resource acme = bucket(one -> one.policy(policy));
    Change change = aws.change(acme, DELETE_DENIED);

    aws.write(change);
    assertThatThrownBy(this::deleteAcme).hasMessageContaining("explicit deny");
    aws.write(kind.inverse(change).orElseThrow());

    assertThat(s3.getBucketPolicy(r -> r.bucket("acme")).policy()).isEqualTo(policy);
    deleteAcme();
  }

  @Test
  void onlyPoliciesMayBeTheSameInOtherWords() {
    assertThat(kind.same(DELETE_DENIED, "{\"Statement\":[]}", "{ \"Statement\" : [] }")).isTrue();
    assertThat(kind.same(VERSIONING, "enabled", "suspended")).isFalse();
  }

  @Test
  void saysWhichCallItIs() {
    Resource acme = bucket(one -> {});

    ApiCall versioning = kind.call(aws.change(acme, VERSIONING));
    ApiCall policy = kind.call(new Change(acme.ref(), DELETE_DENIED, "", "{\"Id\":\"it's\"}"));
    ApiCall none = kind.call(new Change(acme.ref(), DELETE_DENIED, "{}", ""));

    String whose = "--region eu-west-1 --bucket acme --expected-bucket-owner 111122223333";
    assertThat(versioning.api()).isEqualTo("s3:PutBucketVersioning");
    assertThat(versioning.arn()).isEqualTo("arn:aws:s3:::acme");
    assertThat(versioning.command())
        .isEqualTo(
            "aws s3api put-bucket-versioning %s --versioning-configuration Status=Enabled"
                .formatted(whose));
    assertThat(versioning.cost()).contains("stored and billed", "15 minutes");
    assertThat(policy.permission()).isEqualTo("s3:PutBucketPolicy");
    assertThat(policy.command())
        .isEqualTo(
            "aws s3api put-bucket-policy %s --policy '{\"Id\":\"it'\\''s\"}'".formatted(whose));
    assertThat(policy.cost()).isEqualTo("one S3 request");
    assertThat(none.permission()).isEqualTo("s3:DeleteBucketPolicy");
    assertThat(none.command()).isEqualTo("aws s3api delete-bucket-policy " + whose);
  }

  @Test
  void aWriteIsTheOneCallThatThePlanShows() {
    Resource acme = bucket(one -> {});
    Change versioning = aws.change(acme, VERSIONING);
    Change denied = aws.change(acme, DELETE_DENIED);

    aws.write(versioning);
    aws.write(denied);

    assertThat(aws.writes())
        .extracting(SimCall::api)
        .containsExactly(kind.call(versioning).api(), kind.call(denied).api());
  }

  @Test
  void aDenialNamesThePermission() {
    Resource acme = bucket(one -> {});
    Change versioning = aws.change(acme, VERSIONING);
    Change policy = aws.change(acme, DELETE_DENIED);
    for (String api :
        new String[] {
          "s3:GetBucketVersioning", "s3:GetBucketPolicy", "s3:GetBucketObjectLockConfiguration"
        }) {
      aws.cloud.faults().deny(api);
    }

    KindTestAccount.denied("s3:GetBucketVersioning", () -> aws.remedy(acme, VERSIONING));
    KindTestAccount.denied("s3:GetBucketPolicy", () -> aws.remedy(acme, DELETE_DENIED));
    KindTestAccount.denied(
        "s3:GetBucketObjectLockConfiguration", () -> aws.setting(acme, OBJECT_LOCK));
    aws.cloud.faults().deny("s3:GetBucketLocation");
    KindTestAccount.denied("s3:GetBucketLocation", () -> aws.observed(acme));
    aws.cloud.faults().clear();
    for (Change write : List.of(versioning, policy)) {
      String api = kind.call(write).api();
      aws.cloud.faults().deny(api);
      KindTestAccount.denied(api, () -> kind.perform(aws.session, write));
    }
    aws.cloud.faults().clear();
    kind.perform(aws.session, policy);
    aws.cloud.faults().deny("s3:DeleteBucketPolicy");
    KindTestAccount.denied(
        "s3:DeleteBucketPolicy",
        () -> kind.perform(aws.session, kind.inverse(policy).orElseThrow()));
  }

  private Resource bucket(Consumer<SimBucket> description) {
    return bucket("acme", description);
  }

  private Resource bucket(String name, Consumer<SimBucket> description) {
    aws.account.createBucket(KindTestAccount.REGION, name, description);
    return aws.listed(name);
  }

  private void deleteAcme() {
    s3.deleteBucket(r -> r.bucket("acme"));
  }
}
