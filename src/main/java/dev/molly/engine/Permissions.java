package dev.molly.engine;

import dev.molly.kind.Kinds;
import java.util.List;
import java.util.stream.Stream;

/// The IAM actions that each thing molly does takes, and no more.
public final class Permissions {
  /// To find the regions that are enabled.
  private static final String REGIONS = "ec2:DescribeRegions";

  private Permissions() {}

  public static List<String> scan() {
    return sorted(Stream.concat(Stream.of(REGIONS), Kinds.reads().stream()));
  }

  /// For protect, apply and undo.
  public static List<String> protect() {
    return sorted(Stream.concat(scan().stream(), Kinds.writes().stream()));
  }

  private static List<String> sorted(Stream<String> actions) {
    return actions.distinct().sorted().toList();
  }
}
