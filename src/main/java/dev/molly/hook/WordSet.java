package dev.molly.hook;

import java.util.Set;

/// Sets of words, written as one text.
final class WordSet {
  private WordSet() {}

  /// Returns the words of a text, which are separated by single spaces.
  static Set<String> of(String words) {
    return words.isEmpty() ? Set.of() : Set.of(words.split(" ", -1));
  }
}
