package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.aws.ChangeEvents;
import dev.molly.aws.SecurityHubImporter;
import dev.molly.config.Config;
import dev.molly.config.NoticeChannel;
import dev.molly.config.NoticeType;
import dev.molly.model.S3Address;
import dev.molly.model.UserError;
import dev.molly.plan.IamGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly iam` command.
@Command(
    name = "iam",
    description = "Print the minimum IAM policy for a command.",
    footer = {"", "Where roles are assumed, the caller needs sts:AssumeRole on them as well."})
final class IamCommand {
  /// Source: IAM API Reference, CreateRole; a path may come before the name.
  private static final Pattern ROLE = Pattern.compile("[\\w+=,.@/-]{1,512}");

  private final SupportedKinds kinds;
  private final Terminal terminal;

  IamCommand(SupportedKinds kinds, Terminal terminal) {
    this.kinds = kinds;
    this.terminal = terminal;
  }

  @Command(name = "scan", description = "To scan.")
  int scan(@Mixin IamScanOptions to, @Mixin ConfigOptions config) {
    List<String> more = new ArrayList<>(to.cache ? List.of(ChangeEvents.PERMISSION) : List.of());
    if (to.securityHub) {
      more.add(SecurityHubImporter.PERMISSION);
    }
    List<String> objects = objects(to);
    Config found = to.organization || to.notifies ? config.load(terminal) : Config.empty();
    List<IamGrant> grants = to.notifies ? grants(NotifyOptions.channels(found)) : List.of();
    terminal.say(
        to.organization
            ? kinds.policyToScan(ScopeOptions.organization(found), more, objects, grants)
            : kinds.policyToScan(more, objects, grants));
    return 0;
  }

  private static List<IamGrant> grants(List<NoticeChannel> channels) {
    return channels.stream().flatMap(each -> each.grant().stream()).distinct().toList();
  }

  private static List<String> objects(IamScanOptions to) {
    Stream<S3Address> reported =
        Stream.concat(Stream.ofNullable(to.output), to.reports.values().stream())
            .filter(ReportTarget.BucketObject.class::isInstance)
            .map(target -> ((ReportTarget.BucketObject) target).at());
    return Stream.concat(Stream.ofNullable(to.scanStore).map(prefix -> prefix.in("*")), reported)
        .map(S3Address::arn)
        .toList();
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

  @Command(name = "status", description = "For molly status and lease --list: only reads.")
  int status() {
    terminal.say(kinds.policyToStatus());
    return 0;
  }

  @Command(name = "restore", description = "To restore, and to extend.")
  int restore() {
    terminal.say(kinds.policyToRestore());
    return 0;
  }

  @Command(name = "sweep", description = "For the nightly sweep, which deletes nothing.")
  int sweep(
      @Option(
              names = "--notify",
              fallbackValue = "true",
              description = "With the channels of the config by which it tells owners.")
          boolean notifies,
      @Mixin ConfigOptions config) {
    Config found = notifies ? config.load(terminal) : Config.empty();
    terminal.say(kinds.policyToSweep(grants(NotifyOptions.channels(found, NoticeType.FALLS_DUE))));
    return 0;
  }

  @Command(name = "purge", description = "To purge: to delete for good what is due.")
  int purge() {
    terminal.say(kinds.policyToPurge());
    return 0;
  }

  @Command(
      name = "agent",
      description =
          "For the role of a coding agent: reads everything, deletes nothing (molly explain mcp).")
  int agent(
      @Option(
              names = "--stage-role",
              paramLabel = "NAME",
              description =
                  "A role that it may assume to retire and restore through molly. May be given"
                      + " several times. It can be used without molly as well.")
          @Nullable List<String> stageRoles) {
    List<String> roles = stageRoles == null ? List.of() : stageRoles;
    for (String role : roles) {
      if (!ROLE.matcher(role).matches()) {
        throw new UserError(
            "'%s' is not the name of a role: --stage-role molly-retire".formatted(role));
      }
    }
    terminal.say(kinds.policyForAgent(roles));
    return 0;
  }

  @Command(name = "lease", description = "To lease.")
  int lease() {
    terminal.say(kinds.policyToLease());
    return 0;
  }
}
