package dev.molly.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that the user probably meant to type.
public final class SpellingSuggestion {
  /// The maximum length of a word: longer words are not typos, and would cost time.
  private static final int LONGEST = 100;

  /// The maximum number of words in a list: a longer list does not help.
  private static final int LISTED = 15;

  private SpellingSuggestion() {}

  /// Returns the known word that `word` was probably meant to be: few letters away, or the only
  /// one that begins or ends with it.
  public static Optional<String> to(String word, Collection<String> known) {
    String typed = word.toLowerCase(Locale.ROOT);
    if (typed.isEmpty() || typed.length() > LONGEST) {
      return Optional.empty();
    }
    int allowed = Math.max(1, typed.length() / 3);
    return known.stream()
        .sorted()
        .filter(candidate -> distance(typed, candidate.toLowerCase(Locale.ROOT)) <= allowed)
        .min(Comparator.comparingInt(c -> distance(typed, c.toLowerCase(Locale.ROOT))))
        .or(() -> onlyOneAround(typed, known));
  }

  /// Returns the continuation of a message after "unknown kind 'x'": the nearest word, or all
  /// words if they are few.
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(nearest -> "; did you mean '" + nearest + "'?")
        .orElseGet(() -> known.isEmpty() || known.size() > LISTED ? "" : listed(known));
  }

  private static String listed(Collection<String> known) {
    return "; known: " + String.join(", ", known.stream().sorted().toList());
  }

  private static Optional<String> onlyOneAround(String typed, Collection<String> known) {
    List<String> around =
        known.stream().filter(c -> c.startsWith(typed + "-") || c.endsWith("-" + typed)).toList();
    return around.size() == 1 ? Optional.of(around.getFirst()) : Optional.empty();
  }

  /// Returns the number of letters that must be added, dropped, replaced or swapped with their
  /// neighbour.
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
