package dev.molly.config;

import dev.molly.model.UserError;
import java.nio.file.Path;
import java.util.Optional;

/// Reads `molly.yaml`. All problems are reported at once, in one [UserError].
public final class ConfigLoader {
  private static final String HELP = "molly explain config";

  private ConfigLoader() {}

  /// Reads the file. A missing file is an error too: a caller that can do without one does not
  /// call this method.
  public static Config load(Path file) {
    var problems = new ProblemList(HELP);
    Optional<Config> config =
        new YamlText(problems)
            .of(file)
            .flatMap(text -> YamlDocument.parse(file.toString(), text, problems))
            .flatMap(document -> new ConfigReader(file, problems).read(document));
    problems.throwIfAny();
    return config.orElseThrow();
  }
}
