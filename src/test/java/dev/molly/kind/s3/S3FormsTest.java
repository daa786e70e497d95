package dev.molly.kind.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.aws.AwsException;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindTestAccount;
import dev.molly.kind.ObservationScope;
import dev.molly.model.Evidence;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/// The forms in which S3, and what stands in for it, says the same.
class S3FormsTest {
  private final BucketKind kind = new BucketKind();
  private final KindTestAccount home = new KindTestAccount(kind);
  private final S3Client s3 = home.account.s3(KindTestAccount.REGION);

  @Test
  void mollysRulesAreWrittenInTheOlderFormWhereTheOthersHaveIt() {
    Resource logs = bucket("logs");
    put("logs", older("theirs", "logs/"));
    String before = setting(logs);

    home.write(
        new Change(
            logs.ref(), LifecycleAttributes.LIFECYCLE, before, LifecycleRules.emptying(before)));

    assertThat(before).startsWith("others 1 ").endsWith(" v1");
    assertThat(home.account.bucket("logs").lifecycleRules())
        .containsExactly("theirs", "molly-empty-objects", "molly-empty-markers");
  }

  @Test
  void theCommandForThemIsInThatFormToo() {
    Resource logs = bucket("logs");
    var older =
        new Change(
            logs.ref(),
            LifecycleAttributes.LIFECYCLE,
            "others 1 0 v1",
            "molly-empty\nothers 1 0 v1");
    var newer =
        new Change(
            logs.ref(), LifecycleAttributes.LIFECYCLE, "others 1 0", "molly-empty\nothers 1 0");

    assertThat(kind.call(older).command()).contains("\"Prefix\":\"\"").doesNotContain("\"Filter\"");
    assertThat(kind.call(newer).command()).contains("\"Filter\":{\"Prefix\":\"\"}");
  }

  @Test
  void mollysRulesAreKnownAgainInTheFormThatCephGivesThemBackIn() {
    Resource logs = bucket("logs");
    put(
        "logs",
        older("molly-empty-objects", "").toBuilder()
            .noncurrentVersionExpiration(e -> e.noncurrentDays(1))
            .abortIncompleteMultipartUpload(e -> e.daysAfterInitiation(1))
            .build(),
        older("molly-empty-markers", "").toBuilder()
            .expiration(e -> e.expiredObjectDeleteMarker(true))
            .build());

    assertThat(setting(logs)).isEqualTo("molly-empty");
  }

  @Test
  void aRuleWithMollysNameThatIsForAPartOnlyIsNotMollys() {
    Resource logs = bucket("logs");
    put("logs", older("molly-empty-objects", "keep/"));

    assertThat(setting(logs)).startsWith("molly-empty edited ");
  }

  @Test
  void aDisabledReplicationRuleIsNoReplication() {
    home.account.createBucket(
        KindTestAccount.REGION,
        "copied",
        one -> one.replicatedTo("arn:aws:s3:::elsewhere").replicationDisabled());
    var copied = home.listed("copied").ref();

    var observation =
        kind.observe(home.session, copied, ObservationScope.RECORD, home.cloud.clock().instant())
            .orElseThrow();

    assertThat(observation.blockers()).extracting(Blocker::code).doesNotContain("replication");
    assertThat(kind.evidence(home.session, copied, home.cloud.clock().instant()))
        .extracting(Evidence::sentence)
        .contains("it is not replicated");
  }

  @Test
  void oneBucketWhoseRegionIsNotToldHidesNoOtherAndIsTold() {
    bucket("logs");
    bucket("secret");
    bucket("zebra");
    home.cloud.leaveBucketRegionsOut();
    home.cloud.faults().deny("s3:GetBucketLocation").on("secret");
    var found = new ArrayList<Resource>();

    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(
            () ->
                kind.list(
                    home.session,
                    new RegionId(KindTestAccount.REGION),
                    new ControlSelection(Set.of(), false),
                    found::add))
        .satisfies(
            e -> {
              assertThat(e).hasMessageStartingWith("the region of bucket secret is not known: ");
              assertThat(e.missingPermission()).contains("s3:GetBucketLocation");
            });
    assertThat(found)
        .extracting(bucket -> bucket.ref().identifier())
        .containsExactly("logs", "zebra");
  }

  @Test
  void whatMovedRightBeforeTheWriteIsNotWritten() {
    Resource logs = bucket("logs");
    String mine = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
    s3.putBucketPolicy(r -> r.bucket("logs").policy(mine));
    List<Change> stale =
        List.of(
            new Change(logs.ref(), DeleteDenied.ID, "", "{\"Statement\":[]}"),
            new Change(logs.ref(), DeleteDenied.ID, mine + " ", ""),
            new Change(logs.ref(), Versioning.ID, Versioning.ENABLED, Versioning.SUSPENDED));

    refused(stale.get(0));
    refused(stale.get(2));
    kind.perform(home.session, stale.get(1));

    assertThat(home.account.bucket("logs").versioning()).isEmpty();
    assertThat(home.account.bucket("logs").policy()).isEmpty();
  }

  private void refused(Change change) {
    String policy = home.account.bucket("logs").policy();
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(() -> kind.perform(home.session, change))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(AwsException.Reason.REFUSED))
        .withMessageContaining("changed just now, so nothing was written");
    assertThat(home.account.bucket("logs").policy()).isEqualTo(policy);
  }

  private Resource bucket(String name) {
    home.account.createBucket(KindTestAccount.REGION, name, one -> {});
    return home.listed(name);
  }

  private String setting(Resource bucket) {
    return home.setting(bucket, LifecycleAttributes.LIFECYCLE);
  }

  private void put(String name, LifecycleRule... rules) {
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket(name).lifecycleConfiguration(l -> l.rules(rules)));
  }

  @SuppressWarnings("deprecation") // The older form is what this is about.
  private static LifecycleRule older(String id, String prefix) {
    return LifecycleRule.builder()
        .id(id)
        .status("Enabled")
        .prefix(prefix)
        .expiration(e -> e.days(1))
        .build();
  }
}
