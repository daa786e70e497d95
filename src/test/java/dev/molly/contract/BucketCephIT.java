package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What molly's bucket policies do, on an S3 that holds everybody to them: also the bucket's owner,
/// whose credentials these are, and also molly.
@Tag(Engine.CEPH)
@Tag(DeepTests.TAG)
@Execution(ExecutionMode.SAME_THREAD)
class BucketCephIT {
  private static final String BUCKET = "orders";

  private final CephEngine ceph = CephEngine.orSkip();
  private final AccountRegion where = new AccountRegion(ceph.own(), new RegionId("eu-west-1"));
  private final S3Client s3 = ceph.s3(where);
  private final PolicyFolder here;

  BucketCephIT(@TempDir Path folder) throws IOException {
    here = new PolicyFolder(folder, ceph);
  }

  @BeforeEach
  void plant() {
    ceph.reset();
    ceph.create(where, Seed.bucket(BUCKET));
    s3.putObject(r -> r.bucket(BUCKET).key("one"), RequestBody.fromString("something"));
  }

  @AfterEach
  void leaveNothing() {
    ceph.reset();
  }

  @Test
  void protectionHoldsForTheOwnerAndIsTakenBackUnderItsOwnDeny() throws Exception {
    ceph.create(where, Seed.bucket("empty"));

    String run = confirmed("protect").run();
    assertDenied(() -> s3.deleteBucket(r -> r.bucket("empty")));
    assertThat(here.molly("undo", run, "--config", "molly.yaml").exitCode()).isZero();
    s3.deleteBucket(r -> r.bucket("empty"));

    assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("empty")))
        .isInstanceOf(NoSuchBucketException.class);
  }

  @Test
  void aRetiredBucketIsNeitherReadNorWrittenNorDeletedUntilItIsRestored() throws Exception {
    confirmed("protect");

    confirmed("retire", "arn:aws:s3:::" + BUCKET, "--why", "unused");
    assertDenied(this::read);
    assertDenied(() -> s3.listObjectsV2(r -> r.bucket(BUCKET)));
    assertDenied(
        () -> s3.putObject(r -> r.bucket(BUCKET).key("two"), RequestBody.fromString("more")));
    assertDenied(() -> s3.deleteObject(r -> r.bucket(BUCKET).key("one")));
    assertDenied(() -> s3.deleteBucket(r -> r.bucket(BUCKET)));
    var restored = here.molly("restore", "arn:aws:s3:::" + BUCKET, "--config", "molly.yaml");

    assertThat(restored.exitCode()).as(restored.out() + restored.err()).isZero();
    assertThat(read()).isEqualTo("something");
    assertDenied(() -> s3.deleteBucket(r -> r.bucket(BUCKET)));
  }

  private String read() {
    return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("one")).asUtf8String();
  }

  /// Carries it out, with the phrase of its dry run.
  private MollyProcess.Result confirmed(String... command) throws Exception {
    String[] dry = with(command, "--config", "molly.yaml", "--kind", "s3-bucket");
    String phrase = here.molly(dry).phrase();
    MollyProcess.Result result = here.molly(with(dry, "--apply", "--confirm", phrase));
    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
    return result;
  }

  private static String[] with(String[] command, String... more) {
    var all = new ArrayList<>(List.of(command));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static void assertDenied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(e.statusCode()).as("%s", e).isEqualTo(403));
  }
}
