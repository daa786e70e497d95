package dev.molly.sim.ec2;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One attribute of an EC2 instance, which for a while after a write may still read as before.
public final class SimAttribute {

  String value = "";
  String before = "";
  @Nullable Instant visibleAt;

  SimAttribute() {}

  SimAttribute(String value) {
    this.value = value;
  }

  void write(String newValue, Instant now, Duration lag) {
    before = read(now);
    value = newValue;
    visibleAt = lag.isZero() ? null : now.plus(lag);
  }

  String read(Instant now) {
    return visibleAt != null && now.isBefore(visibleAt) ? before : value;
  }
}
