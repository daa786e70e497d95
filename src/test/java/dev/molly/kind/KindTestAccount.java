package dev.molly.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.model.AccountRef;
import dev.molly.model.ControlId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.retire.Observation;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.core.SimCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// One simulated account, looked at through one kind.
public final class KindTestAccount {
  public static final String REGION = "eu-west-1";

  public final SimCloud cloud;
  public final SimAccount account;
  public final AccountSession session;
  private final Retirable kind;

  public KindTestAccount(Retirable kind) {
    this(kind, new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1));
  }

  private KindTestAccount(Retirable kind, SimCloud cloud) {
    this.kind = kind;
    this.cloud = cloud;
    account = cloud.account(SimAws.OWN_ACCOUNT);
    session = new SimAws(cloud).session(new AccountRef.Own());
  }

  /// The same account, looked at through another kind.
  public KindTestAccount through(Retirable other) {
    return new KindTestAccount(other, cloud);
  }

  /// As a listing finds it.
  public Resource listed(String identifier) {
    var found = new ArrayList<Resource>();
    kind.list(session, new RegionId(REGION), new ControlSelection(Set.of(), false), found::add);
    return found.stream()
        .filter(resource -> resource.ref().identifier().equals(identifier))
        .findFirst()
        .orElseThrow();
  }

  public Optional<Resource> observed(Resource resource) {
    return observe(resource.ref()).map(Observation::resource);
  }

  public String setting(Resource resource, ControlId control) {
    return observe(resource.ref(), control).orElseThrow().setting(control);
  }

  private Optional<Observation> observe(ResourceRef resource, ControlId... controls) {
    return kind.observe(
        session, resource, ControlSelection.tagsAnd(controls), cloud.clock().instant());
  }

  public Remediation remedy(Resource resource, ControlId control) {
    return kind.remediation(session, resource, control, Duration.ZERO);
  }

  public Remediation remedy(Resource resource, ControlId control, Duration atLeast) {
    return kind.remediation(session, resource, control, atLeast);
  }

  /// What the remedy would change.
  public Change change(Resource resource, ControlId control) {
    return change(resource, remedy(resource, control));
  }

  public Change change(Resource resource, Remediation remediation) {
    assertThat(remediation).isInstanceOf(Remediation.Fix.class);
    var set = (Remediation.Fix) remediation;
    return new Change(resource.ref(), set.attribute(), set.from(), set.to());
  }

  /// Molly can do nothing about it, and says this.
  public void nothing(Resource resource, ControlId control, String... why) {
    assertThat(remedy(resource, control))
        .isInstanceOfSatisfying(
            Remediation.NotPossible.class, nothing -> assertThat(nothing.why()).contains(why));
  }

  /// AWS denies it, and this permission is named.
  public static void denied(String permission, ThrowingCallable call) {
    assertThatExceptionOfType(AwsException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.missingPermission()).contains(permission));
  }

  /// Carries a change out and holds it against what AWS says from then on.
  public void write(Change change) {
    kind.perform(session, change);

    assertThat(observe(change.resource(), change.control()).orElseThrow())
        .extracting(now -> now.setting(change.control()))
        .isEqualTo(change.to());
  }

  public List<SimCall> writes() {
    return cloud.calls().stream().filter(SimCall::write).toList();
  }
}
