package dev.molly.report.format;

import dev.molly.model.ResourceRef;
import dev.molly.text.ShellQuoting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command that is being carried out, and from it every molly command that is printed. Each
/// carries the options by which this one found its way (`--sandbox`, `--config`, `--profile`, ...),
/// so that it works when it is pasted, and works on the same accounts. There is no other way to
/// print a command: [TextPage#command] and whatever prints advice come here.
///
/// @param words what was typed, from `molly` on
/// @param given the options among them, in that order
/// @param commands every command of molly's, as in `journal show`, and the options that it takes
public record Invocation(List<String> words, List<Given> given, Map<String, Set<String>> commands) {
  /// What leads to a place: these go on to every command that takes them.
  private static final Set<String> WAY =
      Set.of(
          "--sandbox",
          "--state",
          "--config",
          "--no-config",
          "--profile",
          "--region",
          "--account",
          "--environment",
          "--policy");

  /// What is about one run alone, and is never given again.
  private static final Set<String> ONCE =
      Set.of("--apply", "--confirm", "--unattended", "--dry-run");

  /// Of those, what else no command after this one repeats.
  private static final Set<String> OWN =
      Set.of("--out", "--output", "--format", "--wait", "--told");

  private static final Pattern COMMAND = Pattern.compile("\\bmolly ([a-z]+(?: [a-z]+)?)");

  /// One option as it was typed.
  ///
  /// @param name its long name: `--region`
  /// @param words the option and its value, or both in one
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
    commands = Map.copyOf(commands);
  }

  /// Nobody typed anything: a program does it, and what it prints carries no options.
  public static Invocation none() {
    return new Invocation(List.of("molly"), List.of(), Map.of());
  }

  /// Whether a command was typed at all.
  public boolean isTyped() {
    return words.size() > 1;
  }

  /// Whether it is this command that was typed.
  public boolean isOf(String command) {
    return words.contains(command);
  }

  /// The same command, without what carries it out.
  public String again() {
    return again(Map.of());
  }

  /// The same command, with one option that has another value; where the command does not take it,
  /// without.
  public String again(String option, String value) {
    return isTyped() && takes(name(), option) ? again(Map.of(option, value)) : again();
  }

  /// The value that an option was given; empty when it was not.
  public Optional<String> value(String option) {
    return given.stream()
        .filter(each -> each.name().equals(option))
        .map(each -> each.words().getLast())
        .map(word -> word.startsWith(option + "=") ? word.substring(option.length() + 1) : word)
        .reduce((first, last) -> last);
  }

  /// The name of what was typed: `protect`, `journal show`.
  private String name() {
    return words.stream().filter(commands::containsKey).findFirst().orElse("");
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

  /// Another command for the very same selection: with every option of this one that it takes.
  ///
  /// @param command as in `protect`, or `apply plan.json`
  public String same(String command) {
    String name = nameOf(command);
    return joined(
        command,
        given.stream()
            .filter(each -> takes(name, each.name()))
            .filter(each -> !ONCE.contains(each.name()) && !OWN.contains(each.name())));
  }

  /// The command that shows how one resource would be protected.
  public String protect(ResourceRef resource) {
    return joined(
        "molly protect --id " + resource.typedAnywhere(),
        way("protect").filter(each -> !Set.of("--region", "--account").contains(each.name())));
  }

  /// A command that goes on with what this one did: with its selection, where it is the same
  /// command.
  public String goOn(String command) {
    return isTyped() && nameOf(command).equals(name()) ? same(command) : command(command);
  }

  /// A command of molly's, with what it needs. Nothing else may follow it in the text: a comma or a
  /// parenthesis is part of its arguments.
  public String command(String text) {
    Matcher found = COMMAND.matcher(text);
    if (!found.lookingAt()) {
      return text;
    }
    String name = nameOf(found.group(1));
    return joined(
        text, missing(name, ShellWordSplitter.ofCommand(text, found.start(1) + name.length())));
  }

  /// A text in which every command of molly's carries what it needs.
  ///
  /// @param text a sentence with commands in it, which end where the sentence goes on
  public String complete(String text) {
    var completed = new StringBuilder();
    Matcher found = COMMAND.matcher(text);
    int done = 0;
    while (found.find(done)) {
      String name = nameOf(found.group(1));
      int end = found.start(1) + name.length();
      ShellWordSplitter rest = ShellWordSplitter.inSentence(text, end);
      boolean whole = found.start() == 0 && rest.end() == text.length();
      if (commands.containsKey(name)) {
        end = whole ? rest.end() : rest.endOfArguments(end);
      }
      completed.append(joined(text.substring(done, end), missing(name, rest)));
      done = end;
    }
    return completed.append(text, done, text.length()).toString();
  }

  /// What leads to the place, and is not there yet.
  private Stream<Given> missing(String command, ShellWordSplitter words) {
    return way(command).filter(each -> !words.has(each.name()));
  }

  /// Two words where there is such a command, else the first.
  private String nameOf(String words) {
    String[] parts = words.replaceFirst("^molly ", "").split(" ", -1);
    String both = parts.length > 1 ? parts[0] + " " + parts[1] : parts[0];
    return commands.containsKey(both) ? both : parts[0];
  }

  private Stream<Given> way(String command) {
    return given.stream().filter(each -> WAY.contains(each.name()) && takes(command, each.name()));
  }

  private boolean takes(String command, String option) {
    return commands.getOrDefault(command, Set.of()).contains(option);
  }

  private static String joined(String command, Stream<Given> options) {
    return Stream.concat(Stream.of(command), options.map(Given::quoted))
        .collect(Collectors.joining(" "));
  }
}
