package dev.molly.report.format;

import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import dev.molly.text.ShellQuoting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command that is being carried out, from which every printed molly command is derived.
/// Each printed command repeats the context options of this one (`--sandbox`, `--config`,
/// `--profile`, ...), so that it works when it is pasted, and works on the same accounts. There
/// is no other way to print a command: [TextPage#command] and all code that prints advice use
/// this class.
///
/// @param words the typed words, starting with `molly`, and the context options that a variable
///     sets
/// @param given the options among them, in that order
/// @param options the options of each molly command, as in `journal show`; empty for other words
public record Invocation(
    List<String> words, List<Given> given, Function<String, Optional<Set<String>>> options) {
  private static final String REGION = "--region";

  /// The context options, which are passed on to every command that takes them.
  private static final Set<String> WAY =
      Set.of(
          "--sandbox",
          "--state",
          "--config",
          "--no-config",
          "--profile",
          REGION,
          "--account",
          "--environment",
          "--policy",
          "--scan-store");

  /// The options of a single run, which are never repeated.
  private static final Set<String> ONCE =
      Set.of(
          "--apply",
          "--confirm",
          "--unattended",
          "--dry-run",
          "--estimate",
          "--notify",
          "--notify-always",
          "--notify-dry-run",
          "--security-hub");

  /// The further options that only [#again()] repeats, and that no other command takes over.
  private static final Set<String> OWN =
      Set.of("--out", "--output", "--report", "--format", "--wait", "--told");

  /// The commands whose `--policy` is not that of a scan.
  private static final Set<String> OTHER_POLICIES = Set.of("gate", "guardrails");

  private static final Pattern COMMAND = Pattern.compile("\\bmolly ([a-z]+(?: [a-z]+)?)");

  /// One option as it was typed.
  ///
  /// @param name the long name: `--region`
  /// @param words the option and its value, or both in one word
  public record Given(String name, List<String> words) {
    public Given {
      words = List.copyOf(words);
    }

    private String quoted() {
      return words.stream().map(ShellQuoting::quote).collect(Collectors.joining(" "));
    }
  }

  public Invocation {
    words = List.copyOf(words);
    given = List.copyOf(given);
  }

  /// Returns the invocation of a program that uses the library: commands printed for it carry no
  /// options.
  public static Invocation none() {
    return new Invocation(List.of("molly"), List.of(), _ -> Optional.empty());
  }

  /// Returns whether printed commands repeat an option that a variable sets. Without
  /// `--no-config` they have more guards, not other accounts.
  public static boolean isRepeated(String option) {
    return WAY.contains(option) && !option.equals("--no-config");
  }

  /// Returns whether a command was typed.
  public boolean isTyped() {
    return words.size() > 1;
  }

  /// Returns whether the typed command is the given one.
  public boolean isOf(String command) {
    return name().equals(command);
  }

  /// Returns the same command without the options that carry it out.
  public String again() {
    return again(Map.of());
  }

  /// Returns the same command with another value for one option; without the option if the
  /// command does not take it.
  public String again(String option, String value) {
    return isTyped() && takes(name(), option) ? again(Map.of(option, value)) : again();
  }

  /// Returns the invocation of a command that looked in these regions without an option that says
  /// so, as where an ARN names them: the commands that are printed then have the option.
  public Invocation in(List<RegionId> regions) {
    if (regions.isEmpty() || value(REGION).isPresent()) {
      return this;
    }
    String names = regions.stream().map(RegionId::value).sorted().collect(Collectors.joining(","));
    var more = new ArrayList<>(given);
    more.add(new Given(REGION, List.of(REGION, names)));
    return new Invocation(words, more, options);
  }

  /// Returns the value of an option; empty if it was not given.
  public Optional<String> value(String option) {
    return given.stream()
        .filter(each -> each.name().equals(option))
        .map(each -> each.words().getLast())
        .map(word -> word.startsWith(option + "=") ? word.substring(option.length() + 1) : word)
        .reduce((first, last) -> last);
  }

  /// Returns the name of the typed command: `protect`, `journal show`.
  private String name() {
    return words.stream().filter(this::isCommand).findFirst().orElse("");
  }

  private String again(Map<String, String> instead) {
    var left = new ArrayList<String>(words);
    for (Given each : given) {
      if (ONCE.contains(each.name()) || instead.containsKey(each.name())) {
        removeOnce(left, each.words());
      }
    }
    instead.forEach((option, value) -> left.addAll(List.of(option, value)));
    return left.stream().map(ShellQuoting::quote).collect(Collectors.joining(" "));
  }

  private static void removeOnce(List<String> words, List<String> part) {
    int at = Collections.indexOfSubList(words, part);
    if (at >= 0) {
      words.subList(at, at + part.size()).clear();
    }
  }

  /// Returns another command for the same selection: with every option of this one that it
  /// takes.
  ///
  /// @param command the command, as in `protect`, or `apply plan.json`
  public String same(String command) {
    String name = nameOf(command);
    return joined(
        command,
        given.stream()
            .filter(each -> takes(name, each.name()))
            .filter(each -> !ONCE.contains(each.name()) && !OWN.contains(each.name())));
  }

  /// Returns the command that shows the protection plan of one resource.
  public String protect(ResourceRef resource) {
    return joined(
        "molly protect --id " + resource.typedAnywhere(),
        way("protect").filter(each -> !Set.of(REGION, "--account").contains(each.name())));
  }

  /// Returns a command that continues the work of this one: with its selection if it is the same
  /// command.
  public String goOn(String command) {
    return isTyped() && nameOf(command).equals(name()) ? same(command) : command(command);
  }

  /// Returns a molly command with the context options it needs. The text must end with the
  /// command: a comma or a parenthesis counts as part of its arguments.
  public String command(String text) {
    Matcher found = COMMAND.matcher(text);
    if (!found.lookingAt()) {
      return text;
    }
    String name = nameOf(found.group(1));
    return joined(
        text, missing(name, ShellWordSplitter.ofCommand(text, found.start(1) + name.length())));
  }

  /// Returns a text in which every molly command has the context options it needs.
  ///
  /// @param text a sentence with commands in it; a command ends where the prose continues
  public String complete(String text) {
    var completed = new StringBuilder();
    Matcher found = COMMAND.matcher(text);
    int done = 0;
    while (found.find(done)) {
      String name = nameOf(found.group(1));
      int end = found.start(1) + name.length();
      ShellWordSplitter rest = ShellWordSplitter.inSentence(text, end);
      boolean whole = found.start() == 0 && rest.end() == text.length();
      if (isCommand(name)) {
        end = whole ? rest.end() : rest.endOfArguments(end);
      }
      completed.append(joined(text.substring(done, end), missing(name, rest)));
      done = end;
    }
    return completed.append(text, done, text.length()).toString();
  }

  /// Returns the context options that are still missing.
  private Stream<Given> missing(String command, ShellWordSplitter words) {
    return way(command).filter(each -> !words.has(each.name()));
  }

  /// Returns the first two words if they name a command, or else the first.
  private String nameOf(String words) {
    String[] parts = words.replaceFirst("^molly ", "").split(" ", -1);
    String both = parts.length > 1 ? parts[0] + " " + parts[1] : parts[0];
    return isCommand(both) ? both : parts[0];
  }

  private Stream<Given> way(String command) {
    return given.stream().filter(each -> WAY.contains(each.name()) && takes(command, each.name()));
  }

  private boolean takes(String command, String option) {
    boolean sameMeaning =
        !option.equals("--policy")
            || !OTHER_POLICIES.contains(name())
            || nameOf(command).equals(name());
    return sameMeaning && options.apply(command).orElse(Set.of()).contains(option);
  }

  private boolean isCommand(String name) {
    return options.apply(name).isPresent();
  }

  private static String joined(String command, Stream<Given> options) {
    return Stream.concat(Stream.of(command), options.map(Given::quoted))
        .collect(Collectors.joining(" "));
  }
}
