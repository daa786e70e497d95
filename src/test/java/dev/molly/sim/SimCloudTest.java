package dev.molly.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.molly.engine.support.ParallelTasks;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.sim.rds.SimDbInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ec2.model.Tag;

class SimCloudTest {

  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private final SimCloud cloud = new SimCloud(START, 1);

  @Test
  void tellsWhoIsCallingAndWhatTimeItIsAtAws() {
    var answer = cloud.account("111122223333").sts().getCallerIdentity();

    assertThat(answer.account()).isEqualTo("111122223333");
    assertThat(answer.arn()).isEqualTo("arn:aws:sts::111122223333:assumed-role/molly/sim");
    assertThat(answer.sdkHttpResponse().firstMatchingHeader("Date"))
        .contains("Mon, 23 Nov 2026 08:00:00 GMT");
  }

  @Test
  void keepsAccountsApart() {
    cloud.account("111122223333").launch("us-east-1", one -> {});

    assertThat(cloud.account("444455556666").ec2("us-east-1").describeInstances().reservations())
        .isEmpty();
    assertThat(cloud.accountIds()).containsExactly("111122223333", "444455556666");
  }

  @Test
  void refusesWhatIsNoAccountAndNoEnabledRegion() {
    assertThatIllegalArgumentException().isThrownBy(() -> cloud.account("1234"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cloud.account("111122223333").ec2("ap-east-1"));
  }

  @Test
  void settlesWhatIsDueInOrderWhenTimeJumps() {
    SimAccount account = cloud.account("111122223333");
    SimDbInstance orders = account.createDb("us-east-1", "orders", one -> {});
    account.rds("us-east-1").stopDBInstance(r -> r.dbInstanceIdentifier("orders"));

    // Stopping, seven days stopped, and starting: three transitions in one jump.
    cloud.clock().advance(Duration.ofDays(8));

    assertThat(orders.status()).isEqualTo("available");
    assertThat(cloud.clock().instant()).isEqualTo(START.plus(Duration.ofDays(8)));
  }

  /// Others who wait for themselves wait for ever.
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void othersActBeforeEachCallAlsoWhenCallsAreMadeInParallel() {
    SimAccount account = cloud.account("111122223333");
    int[] acted = new int[1];
    var atATime = new AtomicInteger();
    var most = new AtomicInteger();
    cloud.beforeEachCall(
        () -> {
          most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
          account.sts().getCallerIdentity();
          ParallelTasks.all(List.of(1, 2), each -> account.sts().getCallerIdentity());
          acted[0]++;
          atATime.decrementAndGet();
        });

    ParallelTasks.all(Collections.nCopies(500, account), each -> each.sts().getCallerIdentity());

    assertThat(acted[0]).isEqualTo(500);
    assertThat(most).hasValue(1);
    assertThat(cloud.calls()).hasSize(4 * 500);
  }

  @Test
  void countsWhatMayHaveChangedItAndNoRead() {
    SimAccount account = cloud.account("111122223333");
    var ec2 = account.ec2("us-east-1");
    SimInstance one = account.launch("us-east-1", each -> {});
    long launched = cloud.clock().changes();

    ec2.describeInstances();
    assertThat(cloud.clock().changes()).isEqualTo(launched);

    ec2.stopInstances(r -> r.instanceIds(one.id()));
    long stopping = cloud.clock().changes();
    assertThat(stopping).isGreaterThan(launched);

    cloud.aside(
        () ->
            ec2.createTags(
                r -> r.resources(one.id()).tags(Tag.builder().key("a").value("b").build())));
    long tagged = cloud.clock().changes();
    assertThat(tagged).isGreaterThan(stopping);

    cloud.clock().advance(Duration.ofMinutes(5));
    long stopped = cloud.clock().changes();
    assertThat(stopped).isGreaterThan(tagged);

    account.startedByHand(one.id());
    assertThat(cloud.clock().changes()).isGreaterThan(stopped);
  }

  @Test
  void timeDoesNotGoBack() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cloud.clock().advance(Duration.ofSeconds(-1)));
  }
}
