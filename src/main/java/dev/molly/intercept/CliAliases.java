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

/// The aliases of `~/.aws/cli/alias`: other names for AWS commands and for shell commands. An
/// alias that begins with `!` is run by a shell, so only its text can be examined. Any other
/// alias is split into words by shell rules, and these words are the command.
///
/// Source: AWS CLI 1.45, `awscli/alias.py`.
///
/// @param texts the text of each alias, by its name; of all sections together
public record CliAliases(Map<String, String> texts) {
  private static final Pattern ENTRY = Pattern.compile("([^\\s=:#;\\[][^=:]*?)\\s*[=:]\\s*(.*)");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^A-Za-z0-9-]+");

  public CliAliases {
    texts = Map.copyOf(texts);
  }

  /// Returns an empty set of aliases, for when the file does not exist.
  public static CliAliases none() {
    return new CliAliases(Map.of());
  }

  /// Parses the text of the alias file, an INI file. An indented line continues the previous
  /// entry, or is an entry of its own if there is none before it; it is treated as both.
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

  /// Returns the first of these words that is an alias; empty if none is.
  Optional<String> among(Collection<String> words) {
    return words.stream().filter(texts::containsKey).findFirst();
  }

  /// Returns all words that these words may expand to, following aliases that name other
  /// aliases.
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

  /// Returns the words of a text read both as a command and as a script: too many words are
  /// safer than too few.
  private static Collection<String> words(String text) {
    var words = new HashSet<>(List.of(BETWEEN_WORDS.split(text, -1)));
    words.addAll(List.of(BETWEEN_WORDS.split(ShellWords.unquoted(text), -1)));
    words.addAll(ShellWords.split(text).orElse(List.of()));
    return words;
  }

  /// Returns the reason why the expansion of these words cannot be determined, as a phrase that
  /// follows the name of an alias; empty if it can be determined.
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
