package dev.molly.kind;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The two settings of a switch.
final class OnOff {
  static final String ON = "on";
  static final String OFF = "off";

  /// What a switch can be.
  static final Set<String> BOTH = Set.of(ON, OFF);

  private OnOff() {}

  /// @param name what AWS calls it
  /// @param on as AWS answered: null when it did not say
  /// @throws dev.molly.aws.AwsException when it did not say
  static String of(String name, @Nullable Boolean on) {
    if (on == null) {
      throw ReadFailures.unsaid(name);
    }
    return on ? ON : OFF;
  }

  static boolean isOn(String setting) {
    return setting.equals(ON);
  }
}
