package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.AwsAccounts;
import dev.molly.aws.BucketObjects;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import dev.molly.model.S3Address;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Objects on an S3 that compares ETags itself, behind a front that compares the bucket's owner.
@Tag(Engine.CEPH)
@Tag(DeepTests.TAG)
@Execution(ExecutionMode.SAME_THREAD)
class ScanStoreCephIT {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final AccountId OTHER = new AccountId("444455556666");

  private final CephEngine ceph = CephEngine.orSkip();

  @BeforeEach
  void plant() {
    ceph.reset();
    ceph.create(new AccountRegion(ceph.own(), REGION), Seed.bucket("scans"));
  }

  @AfterEach
  void leaveNothing() {
    ceph.reset();
  }

  @Test
  void ofTwoWritersTheSecondDoesNotReplaceTheFirst() {
    with(
        aws -> {
          BucketObjects one = objects(aws, ceph.own());
          BucketObjects other = objects(aws, ceph.own());
          assertThat(one.read("last")).isEmpty();
          assertThat(other.read("last")).isEmpty();

          assertThat(one.replace("last", bytes("one"))).isTrue();
          assertThat(other.replace("last", bytes("other"))).isFalse();

          one.read("last");
          other.read("last");
          assertThat(other.replace("last", bytes("other"))).isTrue();
          assertThat(one.replace("last", bytes("one"))).isFalse();
          assertThat(one.create("last", bytes("one"))).isFalse();
          assertThat(one.read("last"))
              .hasValueSatisfying(now -> assertThat(now).isEqualTo(bytes("other")));
        });
  }

  @Test
  void aBucketOfAnotherAccountIsNeitherReadNorWritten() {
    with(
        aws -> {
          BucketObjects theirs = objects(aws, OTHER);

          assertThatThrownBy(() -> theirs.read("last"))
              .hasMessageContaining("the bucket is not of account " + OTHER);
          assertThatThrownBy(() -> theirs.replace("last", bytes("ours")))
              .hasMessageContaining("cannot be written");

          assertThat(objects(aws, ceph.own()).read("last")).isEmpty();
        });
  }

  private void with(Consumer<AwsAccounts> work) {
    LiveScan.with(
        ceph.aws().uri(),
        ceph.caller(),
        aws -> {
          work.accept(aws);
          return "";
        });
  }

  private static BucketObjects objects(AwsAccounts aws, AccountId owner) {
    return new BucketObjects(
        () -> aws.session(new AccountRef.Own()),
        () -> owner,
        REGION,
        S3Address.parse("s3://scans/molly"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
