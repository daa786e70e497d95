package dev.molly.kind;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The two settings of a switch.
public final class OnOff {
  public static final String ON = "on";
  public static final String OFF = "off";

  /// What a switch can be.
  public static final Set<String> BOTH = Set.of(ON, OFF);

  private OnOff() {}

  /// The setting that AWS answered.
  ///
  /// @param name what AWS calls it
  /// @param on as AWS answered: null when it did not say
  /// @throws dev.molly.aws.AwsException when it did not say
  public static String of(String name, @Nullable Boolean on) {
    if (on == null) {
      throw ReadFailures.unsaid(name);
    }
    return on ? ON : OFF;
  }

  public static boolean isOn(String setting) {
    return setting.equals(ON);
  }
}
