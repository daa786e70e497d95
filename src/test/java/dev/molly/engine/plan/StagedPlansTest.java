package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.engine.support.AccountSessions;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.RetentionWindow;
import dev.molly.journal.NoRunJournals;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Protectable;
import dev.molly.kind.ec2.InstanceKind;
import dev.molly.model.AccountRef;
import dev.molly.model.OwnerTags;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import dev.molly.retire.RetiredResource;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Plans for a kind that can be protected, and not retired.
class StagedPlansTest {
  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final AccountSessions accounts =
      new AccountSessions(new SimAws(cloud), List.of(new AccountRef.Own()));
  private final StagedPlans plans =
      new StagedPlans(
          new KindRegistry(List.of(protectableOnly(new InstanceKind()))),
          accounts,
          cloud.clock(),
          new PlanSettings(
              new NoRunJournals(),
              BlastLimit.DEFAULT,
              Duration.ofHours(1),
              RetentionWindow.DEFAULT,
              false,
              OwnerTags.DEFAULT));

  @Test
  void refusesToRetireIt() {
    var request = new RetireRequest("old", Duration.ofDays(14), Set.of(), Set.of());

    Plan plan = plans.retire(inventory(Map.of()), request, "");

    assertRefused(plan, ": molly protects the kind ec2-instance, and cannot retire it");
    assertThat(plans.evidence(inventory(Map.of())).values()).containsOnly(List.of());
  }

  @Test
  void refusesToLeaseIt() {
    Plan plan = plans.lease(inventory(Map.of()), Duration.ofHours(2), "kernel", "");

    assertRefused(plan, "cannot lease it");
  }

  @Test
  void believesNoRecordOnIt() {
    Inventory forged = inventory(Map.of("molly:retire", "v=1 goal=retired"));

    assertThat(plans.status(forged))
        .singleElement()
        .extracting(RetiredResource::status)
        .isEqualTo(
            new RetiredResource.Status.InvalidRecord(
                "molly does not retire the kind ec2-instance"));
    assertThat(plans.status(inventory(Map.of()))).isEmpty();
    assertRefused(plans.purge(forged), "cannot purge it");
  }

  private static void assertRefused(Plan plan, String why) {
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals())
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .contains(why);
  }

  private Inventory inventory(Map<String, String> tags) {
    var region = new RegionId("eu-west-1");
    cloud.account(SimAws.OWN_ACCOUNT).launch(region.value(), one -> one.named("web-01"));
    var found = new ArrayList<Resource>();
    new InstanceKind()
        .list(
            accounts.open().values().iterator().next(),
            region,
            new ControlSelection(Set.of(), true),
            found::add);
    return new Inventory(
        List.of(found.getLast().with(new Tags.Known(tags))), 1, List.of(), new TreeSet<>());
  }

  private static Protectable protectableOnly(InstanceKind kind) {
    return (Protectable)
        Proxy.newProxyInstance(
            Protectable.class.getClassLoader(),
            new Class<?>[] {Protectable.class},
            (_, method, arguments) -> method.invoke(kind, arguments));
  }
}
