package dev.molly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.Freeze;
import dev.molly.journal.FreezeFile;
import dev.molly.model.AccountRegion;
import dev.molly.model.ScanReport;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MollyBuilderTest {
  private static final String IRELAND = "eu-west-1";

  @TempDir private Path state;

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 3);

  private MollyBuilder builder() {
    cloud.account(SimAws.OWN_ACCOUNT).launch(IRELAND, one -> one.named("web"));
    cloud.account(SimAws.OWN_ACCOUNT).launch("us-east-1", one -> one.named("api"));
    return Molly.builder()
        .aws(new SimAws(cloud))
        .clock(cloud.clock())
        .sleeper(cloud.clock()::advance)
        .stateFolder(state);
  }

  private static ApplyResult protectAll(Molly molly) {
    ScanReport report = molly.scan(molly.policies("baseline"));
    Plan plan = molly.protect(report).plan();
    return molly.apply(plan, new ConfirmationInput.Given(molly.phrase(plan)));
  }

  @Test
  void readsTheRegionsThatWereNamedOrAllThatAreEnabled() {
    assertThat(builder().regions(IRELAND).build().status().looked())
        .extracting(AccountRegion::region)
        .hasToString("[" + IRELAND + "]");
    assertThat(builder().allRegions().build().status().looked()).hasSizeGreaterThan(1);
    assertThat(builder().build().status().looked()).hasSizeGreaterThan(1);
    assertThatThrownBy(() -> builder().regions("Ireland"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWritesDuringAFreezeInTheStateFolder() {
    Molly molly = builder().regions(IRELAND).build();
    new FreezeFile(state)
        .set(new Freeze("sale", cloud.clock().instant(), Optional.empty(), Freeze.OFF));

    assertThat(protectAll(molly))
        .isInstanceOfSatisfying(
            ApplyResult.Refused.class,
            refused ->
                assertThat(refused.reasons()).extracting(Refusal::guard).containsExactly("freeze"));
  }

  @Test
  void endsARunWhenItIsInterrupted() {
    var writes = new AtomicInteger();
    Molly molly = builder().allRegions().interrupted(() -> writes.getAndIncrement() > 0).build();

    RunResult run = protectAll(molly).runs().findFirst().orElseThrow();

    assertThat(run.stopped()).contains("interrupted");
    assertThat(run.notReached()).isNotEmpty();
  }
}
