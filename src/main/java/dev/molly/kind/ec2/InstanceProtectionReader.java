package dev.molly.kind.ec2;

import dev.molly.aws.AwsException;
import dev.molly.kind.OnOff;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import java.util.HashMap;
import java.util.Map;

/// Reads the protection that the attributes of one instance provide, for a scan. Each attribute
/// is read once and only on demand, because AWS returns one attribute of one instance per call.
/// A protection that could not be read is Unknown.
final class InstanceProtectionReader {
  private final InstanceAttributeReader settings;
  private final Map<ControlId, Protection> read = new HashMap<>();

  InstanceProtectionReader(InstanceAttributeReader settings) {
    this.settings = settings;
  }

  Protection of(ControlId control) {
    return read.computeIfAbsent(control, this::ask);
  }

  private Protection ask(ControlId control) {
    try {
      return meaning(control, settings.of(control));
    } catch (AwsException e) {
      return e.reason() == AwsException.Reason.NOT_FOUND
          ? new Protection.NotOffered("it was terminated while the scan ran")
          : ReadFailures.because(e);
    }
  }

  private static Protection meaning(ControlId control, String setting) {
    if (control.equals(InstanceKind.SHUTDOWN.id())) {
      return setting.equals(InstanceAttributeReader.TERMINATES)
          ? new Protection.Off("a shutdown from inside terminates it")
          : new Protection.On("a shutdown from inside stops it");
    }
    String flag =
        control.equals(InstanceKind.STOP.id()) ? "DisableApiStop" : "DisableApiTermination";
    return OnOff.isOn(setting)
        ? new Protection.On(flag + " is on")
        : new Protection.Off(flag + " is off");
  }
}
