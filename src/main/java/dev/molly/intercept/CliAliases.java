package dev.molly.intercept;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The aliases of `~/.aws/cli/alias`: other names for commands, and for the shell's. An alias that
/// begins with `!` is run by a shell, of which only the text can be looked at. Any other is split
/// into words as a shell would, and those are the command.
///
/// Source: AWS CLI 1.45, `awscli/alias.py`.
///
/// @param texts what each stands for, by its name; of all sections together
public record CliAliases(Map<String, String> texts) {
  private static final Pattern ENTRY = Pattern.compile("([^\\s=:#;\\[][^=:]*?)\\s*[=:]\\s*(.*)");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9-]+");

  public CliAliases {
    texts = Map.copyOf(texts);
  }

  /// Where there is no such file.
  public static CliAliases none() {
    return new CliAliases(Map.of());
  }

  /// Reads the file's text: an INI file, in which an indented line goes on with the one before, or
  /// is an entry of its own where there is none before. It is taken for both.
  public static CliAliases parse(String text) {
    var texts = new LinkedHashMap<String, String>();
    String open = "";
    for (String line : text.lines().toList()) {
      if (line.strip().startsWith("#") || line.strip().startsWith(";")) {
        continue; // A comment, even between the lines of one entry.
      }
      var entry = ENTRY.matcher(line.strip());
      boolean indented = !line.isBlank() && Character.isWhitespace(line.charAt(0));
      if (indented) {
        texts.computeIfPresent(open, (name, before) -> before + "\n" + line.strip());
      }
      if (entry.matches()) {
        String name = entry.group(1).toLowerCase(Locale.ROOT);
        texts.merge(name, entry.group(2), (before, more) -> before + "\n" + more);
        open = indented ? open : name;
      }
    }
    return new CliAliases(texts);
  }

  /// The first of these words that is an alias, if one of them is.
  Optional<String> among(Collection<String> words) {
    return words.stream().filter(texts::containsKey).findFirst();
  }

  /// All the words that these may stand for: an alias may name others.
  Set<String> behind(Collection<String> words) {
    var seen = new HashSet<String>();
    var open = new ArrayDeque<>(words);
    while (!open.isEmpty()) {
      String word = open.remove();
      if (seen.add(word)) {
        open.addAll(words(texts.getOrDefault(word, "")));
      }
    }
    return seen;
  }

  /// The words of a text, read as a command, and as a script: rather one too many.
  private static Collection<String> words(String text) {
    var words = new HashSet<>(List.of(BETWEEN_WORDS.split(text, -1)));
    words.addAll(List.of(BETWEEN_WORDS.split(ShellWords.unquoted(text), -1)));
    words.addAll(ShellWords.split(text).orElse(List.of()));
    return words;
  }

  /// Why it cannot be known what these words stand for, going on from the name of an alias; empty
  /// when it can.
  Optional<String> unknown(Collection<String> words) {
    return behind(words).stream()
        .filter(texts::containsKey)
        .sorted()
        .flatMap(name -> unknown(texts.getOrDefault(name, "")).stream())
        .findFirst();
  }

  private static Optional<String> unknown(String text) {
    boolean shell = text.lines().anyMatch(line -> line.strip().startsWith("!"));
    if (shell) {
      return ShellWords.madeUp(text)
          .map(made -> "runs a shell, and what that makes of '%s' is not known".formatted(made));
    }
    return ShellWords.split(text).isEmpty()
        ? Optional.of("has a quote that is not closed")
        : Optional.empty();
  }
}
