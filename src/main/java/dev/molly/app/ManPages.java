package dev.molly.app;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Writes the manual pages of a release, from what `--help` shows: `molly.1`, `molly-scan.1`,
/// `molly-iam-scan.1`. Their text is roff with the `man` macros.
final class ManPages {
  private ManPages() {}

  /// Writes all pages.
  ///
  /// @param arguments the folder of the pages, which must exist
  public static void main(String[] arguments) throws IOException {
    write(App.ofProcess(() -> false).whole(), Path.of(arguments[0]));
  }

  private static void write(CommandLine command, Path folder) throws IOException {
    CommandSpec spec = command.getCommandSpec();
    Files.writeString(folder.resolve(name(spec) + ".1"), page(spec));
    for (CommandLine each : command.getSubcommands().values()) {
      if (!each.getCommandSpec().usageMessage().hidden()) {
        write(each, folder);
      }
    }
  }

  static String name(CommandSpec spec) {
    return spec.qualifiedName("-");
  }

  /// Returns the page of one command.
  static String page(CommandSpec spec) {
    var help = new CommandLine.Help(spec, CommandLine.Help.Ansi.OFF);
    var page = new StringBuilder();
    page.append(".TH ").append(name(spec).toUpperCase(Locale.ROOT)).append(" 1 \"\"\n");
    section(page, "NAME");
    text(page, escaped(name(spec) + " - " + String.join(" ", spec.usageMessage().description())));
    section(page, "SYNOPSIS");
    text(page, escaped(help.synopsis(0).strip().replaceAll("\\s+", " ")));
    arguments(page, "ARGUMENTS", spec.positionalParameters());
    arguments(
        page,
        "OPTIONS",
        spec.options().stream().sorted(comparing(OptionSpec::longestName)).toList());
    commands(page, spec);
    List<String> notes =
        Arrays.stream(spec.usageMessage().footer()).filter(line -> !line.isBlank()).toList();
    if (!notes.isEmpty()) {
      section(page, "NOTES");
      text(page, notes.stream().map(ManPages::escaped).collect(joining("\n.br\n")));
    }
    return page.toString();
  }

  private static void arguments(
      StringBuilder page, String title, List<? extends ArgSpec> arguments) {
    List<? extends ArgSpec> shown = arguments.stream().filter(each -> !each.hidden()).toList();
    if (!shown.isEmpty()) {
      section(page, title);
    }
    for (ArgSpec each : shown) {
      String names = each instanceof OptionSpec option ? String.join(", ", option.names()) : "";
      String value = each.arity().max() == 0 ? "" : each.paramLabel();
      page.append(".TP\n\\fB").append(escaped(names)).append("\\fR ");
      page.append("\\fI").append(escaped(value)).append("\\fR\n");
      text(page, escaped(String.join(" ", each.description())));
    }
  }

  private static void commands(StringBuilder page, CommandSpec spec) {
    if (!spec.subcommands().isEmpty()) {
      section(page, "COMMANDS");
    }
    for (CommandLine each : spec.subcommands().values()) {
      CommandSpec one = each.getCommandSpec();
      if (!one.usageMessage().hidden()) {
        page.append(".TP\n\\fB").append(escaped(name(one))).append("\\fR(1)\n");
        text(page, escaped(String.join(" ", one.usageMessage().description())));
      }
    }
  }

  private static void section(StringBuilder page, String title) {
    page.append(".SH ").append(title).append('\n');
  }

  private static void text(StringBuilder page, String text) {
    page.append(text).append('\n');
  }

  /// A backslash, a hyphen that is typed, and a dot or an apostrophe at the start of a line mean
  /// something else in roff.
  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
