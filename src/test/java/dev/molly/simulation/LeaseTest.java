package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Pace;
import dev.molly.engine.Progress;
import dev.molly.engine.Retiring;
import dev.molly.guard.Answer;
import dev.molly.guard.BlastLimit;
import dev.molly.model.ExitCode;
import dev.molly.model.Finding;
import dev.molly.model.KindId;
import dev.molly.model.Plan;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.model.Status;
import dev.molly.sim.SimInstance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

class LeaseTest {
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").protectedFromTermination().protectedFromStop());

  @Test
  void aLeaseTakesProtectionOffAndItsEndBringsItBack() {
    var before = server.tags();

    Applied leased = apply(molly().lease(fleet(), TWO_HOURS, "new kernel"));

    assertThat(leased.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.isProtectedFromTermination()).isFalse();
    assertThat(server.isProtectedFromStop()).isFalse();
    assertThat(server.tags()).containsEntry("molly:lease-why", "new kernel");

    world.cloud.clock().advance(Duration.ofHours(4));
    Applied renewed = molly().back(molly().renew(fleet(), false));

    assertThat(renewed.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.isProtectedFromTermination()).isTrue();
    assertThat(server.isProtectedFromStop()).isTrue();
    assertThat(server.tags()).isEqualTo(before);
  }

  @Test
  void aLeaseThatHasNotEndedIsLeftAloneUnlessSomebodyEndsIt() {
    apply(molly().lease(fleet(), TWO_HOURS, "new kernel"));

    assertThat(molly().renew(fleet(), false).steps()).isEmpty();
    assertThat(molly().renew(fleet(), true).steps()).hasSize(3);
  }

  @Test
  void aLeaseIsExemptWhileItLastsAndAFindingFromThenOn() {
    apply(molly().lease(fleet(), TWO_HOURS, "new kernel"));

    assertThat(termination().status()).isEqualTo(Status.EXEMPT);
    assertThat(termination().reason()).contains("new kernel", "until 2026-11-23T11:00:00Z");

    world.cloud.clock().advance(Duration.ofHours(4));

    assertThat(termination().status()).isEqualTo(Status.FAIL);
    assertThat(termination().reason()).contains("molly sweep");
  }

  @Test
  void aLeaseThatWasEditedByHandIsAFindingAndIsNotFollowed() {
    apply(molly().lease(fleet(), TWO_HOURS, "new kernel"));
    world
        .account
        .ec2(World.REGION)
        .createTags(
            r ->
                r.resources(server.id())
                    .tags(Tag.builder().key("molly:lease-why").value("for ever").build()));

    assertThat(termination().status()).isEqualTo(Status.FAIL);
    assertThat(molly().renew(fleet(), true).refused()).hasSize(1);
    assertThat(molly().renew(fleet(), true).steps()).isEmpty();
  }

  @Test
  void whatIsOnALeaseIsNotLeasedAgain() {
    apply(molly().lease(fleet(), TWO_HOURS, "new kernel"));

    Plan again = molly().lease(fleet(), TWO_HOURS, "once more");

    assertThat(again.steps()).isEmpty();
    assertThat(again.refused()).hasSize(1);
  }

  @Test
  void whatIsRetiredIsNotLeasedSinceItsProtectionKeepsItUntilItIsDue() {
    var wish = new Retiring("nobody uses it", Duration.ofDays(14), Set.of(), Set.of());
    world.cloud.clock().advance(Duration.ofHours(1));
    apply(molly().retire(fleet(), wish));

    Plan lease = molly().lease(fleet(), TWO_HOURS, "new kernel");

    assertThat(lease.steps()).isEmpty();
    assertThat(lease.refused()).singleElement().asString().contains("is retired", "molly restore");
  }

  @Test
  void whatSomebodyProtectedBeforeTheEndIsLeftAsItIs() {
    apply(molly().lease(fleet(), TWO_HOURS, "new kernel"));
    world
        .account
        .ec2(World.REGION)
        .modifyInstanceAttribute(
            r -> r.instanceId(server.id()).disableApiTermination(v -> v.value(true)));
    world.cloud.clock().advance(Duration.ofHours(4));

    Applied renewed = molly().back(molly().renew(fleet(), false));

    assertThat(renewed.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.isProtectedFromTermination()).isTrue();
    assertThat(server.isProtectedFromStop()).isTrue();
  }

  private Finding termination() {
    return world.scan().findings().stream()
        .filter(finding -> finding.control().value().equals("termination-protection"))
        .findFirst()
        .orElseThrow();
  }

  private Changes molly() {
    return world.molly(BlastLimit.DEFAULT, Pace.DEFAULT);
  }

  private Inventory fleet() {
    return molly()
        .inventory(
            new RegionChoice.Named(List.of(new RegionId(World.REGION))),
            List.of(new KindId("ec2-instance")),
            true,
            resource -> true,
            Progress.none());
  }

  private Applied apply(Plan plan) {
    var answer = new Answer.Given(molly().phrase(plan));
    return molly().apply(plan, Optional.empty(), answer);
  }
}
