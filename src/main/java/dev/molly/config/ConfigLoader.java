package dev.molly.config;

import dev.molly.model.UserError;
import java.nio.file.Path;
import java.util.Optional;

/// Reads `molly.yaml`. Everything that is wrong with it is said at once, in one [UserError].
public final class ConfigLoader {
  private static final String HELP = "molly explain config";

  private ConfigLoader() {}

  /// Reads the file. That it is not there is an error too: whoever may do without one does not ask.
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
