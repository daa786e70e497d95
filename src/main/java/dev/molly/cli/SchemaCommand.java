package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.config.ConfigSchema;
import dev.molly.config.PolicySchema;
import dev.molly.model.UserError;
import dev.molly.report.format.DocumentSchema;
import dev.molly.text.SpellingSuggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The `molly schema` command.
@Command(
    name = "schema",
    description = "Print the JSON Schema of a file or a document, for editors and programs.")
final class SchemaCommand implements Callable<Integer> {
  /// One schema.
  ///
  /// @param summary the file or output that it describes, for the list
  private record Known(String name, String summary, Function<SupportedKinds, String> json) {}

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      completionCandidates = CompletionCandidates.Schemas.class,
      description = "Without one: the list of schemas.")
  @Nullable String name;

  private final SupportedKinds kinds;
  private final Terminal terminal;

  SchemaCommand(SupportedKinds kinds, Terminal terminal) {
    this.kinds = kinds;
    this.terminal = terminal;
  }

  /// Returns all schemas: first those of files that users write, then those of molly's own
  /// output.
  private static List<Known> all() {
    var all = new ArrayList<Known>();
    all.add(new Known("config", "molly.yaml", _ -> new ConfigSchema().json()));
    all.add(
        new Known("policy", "a policy file", kinds -> new PolicySchema(kinds.catalog()).json()));
    for (DocumentSchema each : DocumentSchema.values()) {
      all.add(new Known(each.word(), each.summary(), _ -> each.json()));
    }
    return all;
  }

  static List<String> names() {
    return all().stream().map(Known::name).toList();
  }

  @Override
  public Integer call() {
    String wanted = name;
    if (wanted == null) {
      all().forEach(each -> terminal.say("%-12s %s".formatted(each.name(), each.summary())));
    } else {
      terminal.say(known(wanted).json().apply(kinds));
    }
    return 0;
  }

  private static Known known(String wanted) {
    return all().stream()
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "no schema '%s'%s\nTo see all: molly schema"
                        .formatted(wanted, SpellingSuggestion.hint(wanted, names()))));
  }
}
