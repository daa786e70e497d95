package dev.molly.cli;

import dev.molly.aws.PolicyDocumentReader;
import dev.molly.guardrail.DoorTable;
import dev.molly.guardrail.GuardrailCheck;
import dev.molly.guardrail.GuardrailReport;
import dev.molly.guardrail.PolicyDocument;
import dev.molly.model.UserError;
import dev.molly.report.guardrail.GuardrailJson;
import dev.molly.report.guardrail.GuardrailText;
import dev.molly.text.FailureReason;
import dev.molly.text.SpellingSuggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly guardrails` command. It reads files, and asks AWS nothing.
@Command(
    name = "guardrails",
    description = "Say who can still destroy what molly guards, by which door.")
final class GuardrailsCommand {
  private final Terminal terminal;

  GuardrailsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Command(
      name = "check",
      description = "Evaluate service control policies and identity policies, offline.",
      footer = {
        "",
        "Exit codes: 0 no door is open, 1 one is, 2 not a policy, 4 one could not be decided.",
        "See: molly explain guardrails"
      })
  int check(
      @Option(
              names = "--scp",
              paramLabel = "FILE",
              description =
                  "A service control policy. May be given several times. Default: those that come"
                      + " with molly.")
          @Nullable List<Path> controls,
      @Option(
              names = "--policy",
              paramLabel = "FILE",
              description =
                  "An identity policy of the caller, who without one may do everything. May be"
                      + " given several times.")
          @Nullable List<Path> identities,
      @Option(
              names = "--accept",
              paramLabel = "DOOR",
              split = ",",
              completionCandidates = CompletionCandidates.Doors.class,
              description = "A door that may be open. May be given several times, or as a list.")
          @Nullable List<String> accepted,
      @Mixin FormatOptions format) {
    boolean isJson = format.isJson();
    var check =
        new GuardrailCheck(
            controls == null ? PolicyDocumentReader.shipped() : read(controls),
            identities == null ? List.of() : read(identities),
            accepted == null ? Set.of() : doors(accepted));
    GuardrailReport report = check.report();
    terminal.print(
        out -> {
          if (isJson) {
            GuardrailJson.write(report, out);
          } else {
            GuardrailText.write(report, terminal.display(), out);
          }
        });
    return report.exitCode().code();
  }

  private static Set<String> doors(List<String> accepted) {
    for (String door : accepted) {
      if (!DoorTable.ids().contains(door)) {
        throw new UserError(
            "There is no door '%s'%s (all doors: molly guardrails check)"
                .formatted(door, SpellingSuggestion.hint(door, DoorTable.ids())));
      }
    }
    return Set.copyOf(accepted);
  }

  private static List<PolicyDocument> read(List<Path> files) {
    return files.stream().map(GuardrailsCommand::read).toList();
  }

  private static PolicyDocument read(Path file) {
    try {
      return PolicyDocumentReader.read(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new UserError("%s cannot be read: %s".formatted(file, FailureReason.of(e)), e);
    } catch (IllegalArgumentException e) {
      throw new UserError("%s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
