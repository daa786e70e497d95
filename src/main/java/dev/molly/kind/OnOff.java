package dev.molly.kind;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The two settings of a switch.
public final class OnOff {
  public static final String ON = "on";
  public static final String OFF = "off";

  /// Both settings of a switch.
  public static final Set<String> BOTH = Set.of(ON, OFF);

  private OnOff() {}

  /// Returns the setting that AWS reported.
  ///
  /// @param name the AWS name of the switch
  /// @param on the reported value; null if the response does not contain it
  /// @throws dev.molly.aws.AwsException if the response does not contain it
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
