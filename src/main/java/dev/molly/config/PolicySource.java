package dev.molly.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Where policies come from.
public sealed interface PolicySource {
  /// A policy that is part of molly.
  enum Shipped implements PolicySource {
    /// What everybody should have.
    BASELINE,
    /// Every control there is.
    STRICT,
    /// For what is tagged as production.
    PRODUCTION;

    /// The word people type: `baseline`.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A policy file, or a folder of them.
  record Files(Path path) implements PolicySource {}

  /// What somebody wrote for a policy: a shipped policy's name, or else a path. A file that is
  /// called like a shipped policy can be reached as `./baseline`.
  ///
  /// @param base what a relative path starts from
  static PolicySource of(String written, Path base) {
    for (Shipped shipped : Shipped.values()) {
      if (shipped.word().equals(written)) {
        return shipped;
      }
    }
    return new Files(base.resolve(written));
  }

  /// The names of the policies that are part of molly.
  public static List<String> shippedNames() {
    return List.of(Shipped.values()).stream().map(Shipped::word).toList();
  }
}
