package dev.molly.kind.rds;

import dev.molly.kind.OnOff;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.rds.RdsClient;

/// A protection that is `on` or `off`.
final class RdsFlag<D> extends RdsControl<D> {
  private final String member;
  private final Function<D, Boolean> flag;
  private final Setter<Boolean> setter;

  /// @param member the flag's name in RDS's responses
  /// @param flag reads the flag; null if the response does not contain it
  RdsFlag(
      Control control,
      RdsResources<D> resources,
      String member,
      Function<D, Boolean> flag,
      Setter<Boolean> setter) {
    super(control, resources);
    this.member = member;
    this.flag = flag;
    this.setter = setter;
  }

  @Override
  String setting(D shown) {
    return OnOff.of(member, flag.apply(shown));
  }

  @Override
  Protection protection(D shown) {
    Boolean on = flag.apply(shown);
    if (on == null) {
      return ReadFailures.because(ReadFailures.unsaid(member));
    }
    return on ? new Protection.On(member + " is on") : new Protection.Off(member + " is off");
  }

  @Override
  Remediation remediation(D shown, Duration atLeast) {
    return Remediation.set(id(), setting(shown), OnOff.ON);
  }

  @Override
  Optional<Change> fix(Resource scanned, Duration atLeast) {
    return Optional.of(new Change(scanned.ref(), id(), OnOff.OFF, OnOff.ON));
  }

  /// The AWS CLI's option has the id of the control.
  @Override
  String option(Change change) {
    return (OnOff.isOn(change.to()) ? "--" : "--no-") + id();
  }

  @Override
  public boolean protects(Change change) {
    return OnOff.isOn(change.to());
  }

  @Override
  void set(RdsClient rds, String name, String setting) {
    setter.set(rds, name, OnOff.isOn(setting));
  }
}
