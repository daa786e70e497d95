package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.aws.ChangeEvents;
import dev.molly.config.Config;
import dev.molly.config.ConfigLoader;
import dev.molly.config.ConfigSearch;
import dev.molly.model.OrganizationScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The `molly iam` command.
@Command(
    name = "iam",
    description = "Print the minimum IAM policy for a command.",
    footer = {"", "Where roles are assumed, the caller needs sts:AssumeRole on them as well."})
final class IamCommand {
  private final SupportedKinds kinds;
  private final Terminal terminal;

  IamCommand(SupportedKinds kinds, Terminal terminal) {
    this.kinds = kinds;
    this.terminal = terminal;
  }

  @Command(name = "scan", description = "To scan.")
  int scan(
      @Option(
              names = "--organization",
              fallbackValue = "true",
              description = "To scan the organization of the config, as its management account.")
          boolean organization,
      @Option(names = "--cache", fallbackValue = "true", description = "To scan with --cache.")
          boolean cache,
      @Option(names = "--config", paramLabel = "FILE", description = "Default: as for molly scan.")
          @Nullable Path config) {
    List<String> more = cache ? List.of(ChangeEvents.PERMISSION) : List.of();
    terminal.say(
        organization ? kinds.policyToScan(organization(config), more) : kinds.policyToScan(more));
    return 0;
  }

  private OrganizationScope organization(@Nullable Path named) {
    Optional<Path> file =
        Optional.ofNullable(named)
            .or(() -> ConfigSearch.find(Path.of(""), XdgFolder.CONFIG.of(terminal.environment())));
    return ScopeOptions.organization(file.map(ConfigLoader::load).orElse(Config.empty()));
  }

  @Command(name = "protect", description = "To protect, to apply a plan, and to undo.")
  int protect() {
    terminal.say(kinds.policyToProtect());
    return 0;
  }

  @Command(name = "retire", description = "To retire.")
  int retire() {
    terminal.say(kinds.policyToRetire());
    return 0;
  }

  @Command(name = "restore", description = "To restore, and to extend.")
  int restore() {
    terminal.say(kinds.policyToRestore());
    return 0;
  }

  @Command(name = "sweep", description = "For the nightly sweep, which deletes nothing.")
  int sweep() {
    terminal.say(kinds.policyToSweep());
    return 0;
  }

  @Command(name = "purge", description = "To purge: to delete for good what is due.")
  int purge() {
    terminal.say(kinds.policyToPurge());
    return 0;
  }

  @Command(name = "lease", description = "To lease.")
  int lease() {
    terminal.say(kinds.policyToLease());
    return 0;
  }
}
