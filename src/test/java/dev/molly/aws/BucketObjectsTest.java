package dev.molly.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.history.StateBucket;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.RegionId;
import dev.molly.model.S3Address;
import dev.molly.model.UserError;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.s3.SimBucket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Objects in a simulated bucket, and other writers.
class BucketObjectsTest {
  private static final String FILE = "history/1a/last.jsonl";

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-29T03:00:00Z"), 1);
  private final SimBucket bucket =
      cloud.account(SimAws.OWN_ACCOUNT).createBucket("eu-west-1", "scans", _ -> {});
  private final BucketObjects objects = objects();

  @Test
  void whatIsWrittenIsReadAgainAndTheBucketsRegionIsFoundOnce() {
    assertThat(objects.read(FILE)).isEmpty();
    assertThat(objects.replace(FILE, bytes("a"))).isTrue();
    assertThat(objects.read(FILE)).hasValueSatisfying(is -> assertThat(is).isEqualTo(bytes("a")));

    assertThat(bucket.contents()).containsOnlyKeys("molly/" + FILE);
    assertThat(calls("us-east-1")).isEqualTo(1);
    assertThat(calls("eu-west-1")).isEqualTo(3);
  }

  @Test
  void ofTwoAtOnceTheSecondDoesNotReplaceTheFirst() {
    objects.replace(FILE, bytes("yesterday"));
    BucketObjects one = objects();
    BucketObjects other = objects();
    one.read(FILE);
    other.read(FILE);

    assertThat(one.replace(FILE, bytes("one"))).isTrue();
    assertThat(other.replace(FILE, bytes("other"))).isFalse();

    assertThat(bucket.contents().get("molly/" + FILE)).isEqualTo(bytes("one"));
  }

  @Test
  void ofTwoThatFoundNothingTheSecondDoesNotReplaceTheFirst() {
    BucketObjects other = objects();
    objects.read(FILE);
    other.read(FILE);

    assertThat(objects.replace(FILE, bytes("one"))).isTrue();
    assertThat(other.replace(FILE, bytes("other"))).isFalse();
    assertThat(other.create(FILE, bytes("other"))).isFalse();

    assertThat(bucket.contents().get("molly/" + FILE)).isEqualTo(bytes("one"));
  }

  @Test
  void whatWasNeverReadIsReadBeforeItIsReplaced() {
    objects.replace(FILE, bytes("a"));

    assertThat(objects().replace(FILE, bytes("b"))).isTrue();

    assertThat(bucket.contents().get("molly/" + FILE)).isEqualTo(bytes("b"));
  }

  @Test
  void anAnswerThatDoesNotComeIsNoRefusal() {
    objects.read(FILE);
    cloud.faults().timeoutAfter("s3:PutObject");

    assertThatThrownBy(() -> objects.replace(FILE, bytes("a")))
        .isInstanceOf(UserError.class)
        .hasMessage("s3://scans/molly/%s may not have been written: s3:PutObject timed out", FILE);
    assertThat(writes()).isEqualTo(1);
  }

  @Test
  void aReadThatFailsIsNotTakenForNothing() {
    objects.replace(FILE, bytes("a"));
    cloud.faults().serverError("s3:GetObject");
    BucketObjects later = objects();

    assertThatThrownBy(() -> later.replace(FILE, bytes("b")))
        .hasMessageStartingWith("s3://scans/molly/%s cannot be read: s3:GetObject", FILE);

    assertThat(bucket.contents().get("molly/" + FILE)).isEqualTo(bytes("a"));
    assertThat(writes()).isEqualTo(1);
  }

  @Test
  void scansAtOnceAreAllEnteredAndTheOldestForgotten() throws Exception {
    var store = new StateBucket(objects);
    store.add("history/1a/1.x", bytes("1"), ".x", 5);
    var adds = new ArrayList<Future<?>>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 2; i < 6; i++) {
        String name = "history/1a/%d.x".formatted(i);
        adds.add(threads.submit(() -> new StateBucket(objects()).add(name, bytes(name), ".x", 5)));
      }
    }
    for (Future<?> each : adds) {
      each.get();
    }
    assertThat(store.list("history/1a")).containsExactly("1.x", "2.x", "3.x", "4.x", "5.x");

    store.add("history/1a/6.x", bytes("6"), ".x", 5);

    assertThat(store.list("history/1a")).containsExactly("2.x", "3.x", "4.x", "5.x", "6.x");
    assertThat(store.list("history")).containsExactly("1a");
    assertThat(store.list("cache")).isEmpty();
  }

  @Test
  void anIndexThatIsDamagedIsSaidAndBeginsAnew() {
    var store = new StateBucket(objects);
    store.add("history/1a/1.x", bytes("1"), ".x", 5);
    bucket.put("molly/history/1a/index.jsonl", bytes("{}"));

    assertThatThrownBy(() -> store.list("history/1a"))
        .hasMessageContaining("index.jsonl is not used: it is damaged");

    store.add("history/1a/2.x", bytes("2"), ".x", 5);
    assertThat(store.list("history/1a")).containsExactly("2.x");
  }

  @Test
  void anIndexThatCannotBeReadNowIsNotReplaced() {
    var store = new StateBucket(objects);
    IntStream.range(1, 3)
        .forEach(i -> store.add("history/1a/%d.x".formatted(i), bytes("1"), ".x", 5));
    cloud.faults().serverError("s3:GetObject");

    assertThatThrownBy(() -> store.add("history/1a/3.x", bytes("3"), ".x", 5))
        .hasMessageContaining("index.jsonl cannot be read");

    assertThat(store.list("history/1a")).containsExactly("1.x", "2.x");
  }

  private long writes() {
    return cloud.calls().stream().filter(call -> call.api().equals("s3:PutObject")).count();
  }

  private long calls(String region) {
    return cloud.calls().stream()
        .filter(call -> call.api().startsWith("s3:"))
        .map(SimCall::region)
        .filter(region::equals)
        .count();
  }

  private BucketObjects objects() {
    var aws = new SimAws(cloud);
    return new BucketObjects(
        () -> aws.session(new AccountRef.Own()),
        () -> new AccountId(SimAws.OWN_ACCOUNT),
        new RegionId("us-east-1"),
        S3Address.parse("s3://scans/molly"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
