package dev.molly.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A source of policies.
public sealed interface PolicySource {
  /// A policy shipped with molly.
  enum Shipped implements PolicySource {
    /// The minimum recommended for every account.
    BASELINE,
    /// Every control that molly has.
    STRICT,
    /// For resources that are tagged as production.
    PRODUCTION;

    /// Returns the name of the policy as typed by the user: `baseline`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A policy file, or a folder of them.
  record Files(Path path) implements PolicySource {}

  /// Returns the source for a policy as written by the user: the name of a shipped policy, or
  /// else a path. A file with the name of a shipped policy can be given as `./baseline`.
  ///
  /// @param base the folder to which a path is relative
  static PolicySource of(String written, Path base) {
    for (Shipped shipped : Shipped.values()) {
      if (shipped.word().equals(written)) {
        return shipped;
      }
    }
    return new Files(base.resolve(written));
  }

  /// Returns the names of the policies shipped with molly.
  public static List<String> shippedNames() {
    return List.of(Shipped.values()).stream().map(Shipped::word).toList();
  }
}
