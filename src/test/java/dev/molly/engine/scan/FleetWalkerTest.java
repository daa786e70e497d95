package dev.molly.engine.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FleetWalkerTest {
  private final AwsAccounts aws =
      new SimAws(new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1));
  private final List<Gap> gaps = new ArrayList<>();
  private final List<AccountRegion> targets = new ArrayList<>();

  @Test
  void anAccountOfWhichAwsNamesNoRegionIsAGap() {
    walk(
        answering(
            "session",
            answering(
                "enabledRegions",
                List.of(),
                AccountSession.class,
                aws.session(new AccountRef.Own())),
            AwsAccounts.class,
            aws),
        List.of(new AccountRef.Own()));

    assertThat(targets).isEmpty();
    assertThat(gaps)
        .extracting(Gap::why)
        .containsExactly("its regions could not be listed: AWS names none");
  }

  /// Neither session answers before the other was asked.
  @Test
  void theRegionsOfAllAccountsAreAskedForSideBySide() {
    var both = new CyclicBarrier(2);
    AccountSession own = aws.session(new AccountRef.Own());
    AwsAccounts accounts =
        as(
            AwsAccounts.class,
            (_, called, arguments) ->
                called.getName().equals("session")
                    ? as(
                        AccountSession.class,
                        (_, asked, with) -> {
                          if (asked.getName().equals("enabledRegions")) {
                            both.await(20, TimeUnit.SECONDS);
                          }
                          return asked.invoke(own, with);
                        })
                    : called.invoke(aws, arguments));

    walk(accounts, List.of(new AccountRef.Own(), new AccountRef.Own()));

    assertThat(gaps).isEmpty();
    assertThat(targets).hasSize(2 * own.enabledRegions().size());
  }

  @Test
  void withoutAccountsThereIsNothingToDo() {
    walk(aws, List.of());

    assertThat(gaps).isEmpty();
    assertThat(targets).isEmpty();
  }

  private void walk(AwsAccounts on, List<AccountRef> accounts) {
    new FleetWalker(TestKinds.ALL, on, new Told())
        .walk(accounts, new RegionSelection.Enabled(), List.of(new KindId("ec2-instance")));
  }

  /// Answers one method as told, and all others as the original does.
  private static <T> T answering(String method, Object answer, Class<T> type, T original) {
    return as(
        type,
        (_, called, arguments) ->
            called.getName().equals(method) ? answer : called.invoke(original, arguments));
  }

  private static <T> T as(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }

  private final class Told implements FleetWalker.Visitor {
    @Override
    public void target(AccountRegion target) {
      targets.add(target);
    }

    @Override
    public void gap(Gap gap) {
      gaps.add(gap);
    }

    @Override
    public void visits(int count) {}

    @Override
    public Runnable at(AccountSession session, RegionId region, ResourceKind kind) {
      return () -> {};
    }
  }
}
