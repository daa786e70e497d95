package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.model.UserError;
import dev.molly.text.SpellingSuggestion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// The `molly schema` command.
@Command(
    name = "schema",
    description = "Print the JSON Schema of a file or a document, for editors and programs.")
final class SchemaCommand implements Callable<Integer> {
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

  @Override
  public Integer call() {
    String wanted = name;
    if (wanted == null) {
      KnownSchema.all()
          .forEach(each -> terminal.say("%-12s %s".formatted(each.name(), each.summary())));
    } else {
      terminal.say(known(wanted).json().apply(kinds));
    }
    return 0;
  }

  private static KnownSchema known(String wanted) {
    return KnownSchema.all().stream()
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "no schema '%s'%s\nTo see all: molly schema"
                        .formatted(wanted, SpellingSuggestion.hint(wanted, KnownSchema.names()))));
  }
}
