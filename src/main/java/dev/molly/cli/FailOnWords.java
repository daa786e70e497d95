package dev.molly.cli;

import dev.molly.config.Config;
import dev.molly.model.Severity;
import dev.molly.report.scan.FailOn;
import dev.molly.text.SpellingSuggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/// The value of `--fail-on`: a severity, `new`, or both.
///
/// @param severity the mildest severity that counts, if one is given
/// @param onlyNew whether only findings count that the last scan did not see
record FailOnWords(Optional<Severity> severity, boolean onlyNew) {
  static final String NEW = "new";
  static final FailOnWords NONE = new FailOnWords(Optional.empty(), false);

  static final List<String> WORDS =
      Stream.concat(Arrays.stream(Severity.values()).map(Severity::word), Stream.of(NEW)).toList();

  /// Returns the value of a text: `high`, `new`, `new,high`.
  static FailOnWords of(String typed) {
    FailOnWords all = NONE;
    for (String word : typed.split(",", -1)) {
      if (!WORDS.contains(word)) {
        throw new TypeConversionException("no such word" + SpellingSuggestion.hint(word, WORDS));
      }
      if (!word.equals(NEW) && all.severity.isPresent()) {
        throw new TypeConversionException(
            "two severities: name the mildest that counts, the worse ones count as well");
      }
      all =
          word.equals(NEW)
              ? new FailOnWords(all.severity, true)
              : new FailOnWords(
                  Arrays.stream(Severity.values()).filter(s -> s.word().equals(word)).findFirst(),
                  all.onlyNew);
    }
    return all;
  }

  /// Returns what sets the exit code, with the severity of the config if none is given.
  FailOn with(Config config) {
    return new FailOn(severity.or(config::failOn).orElse(Severity.LOW), onlyNew);
  }
}
