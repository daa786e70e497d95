package dev.molly.intercept;

import dev.molly.intercept.CliOption.Takes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which words of an argument list are the service and the operation, and what is in front of them
/// and behind.
///
/// The AWS CLI reads its arguments with Python's argparse: options may stand anywhere, may be
/// shortened, and those that are unknown are set aside and read again by the next parser. The first
/// word that is not an option's is the service, the second the operation.
///
/// @param words service and operation, or less where there is less
/// @param options the options in front of the operation, with their values
/// @param rest what follows the operation
/// @param doubt what stands in front of the operation and leaves open which words these are
record CommandWords(
    List<String> words, List<GivenOption> options, List<String> rest, Optional<String> doubt) {
  CommandWords {
    words = List.copyOf(words);
    options = List.copyOf(options);
    rest = List.copyOf(rest);
  }

  static CommandWords of(List<String> arguments) {
    var words = new ArrayList<String>();
    var options = new ArrayList<GivenOption>();
    int at = 0;
    while (at < arguments.size() && words.size() < 2) {
      String word = arguments.get(at);
      if (!word.startsWith("-")) {
        words.add(word);
        at++;
        continue;
      }
      List<CliOption> meant = CliOption.meant(CliOption.nameOf(word), CliOption.GLOBAL);
      List<String> behind = arguments.subList(at + 1, arguments.size());
      Optional<GivenOption> option =
          meant.size() == 1 ? GivenOption.read(meant.getFirst(), word, behind) : Optional.empty();
      if (option.isEmpty()) {
        return new CommandWords(words, options, List.of(), Optional.of(word));
      }
      options.add(option.get());
      at += 1 + option.get().followers();
    }
    List<String> rest = arguments.subList(at, arguments.size());
    return new CommandWords(words, options, rest, Optional.empty());
  }

  Optional<String> service() {
    return words.stream().findFirst();
  }

  Optional<String> operation() {
    return words.stream().skip(1).findFirst();
  }

  /// An option as it was given.
  ///
  /// @param values what it was given
  /// @param followers how many of them are words of their own behind it
  record GivenOption(CliOption option, List<String> values, int followers) {
    GivenOption {
      values = List.copyOf(values);
    }

    /// Takes as many words from behind it as are the option's own; empty when there are too few or
    /// too many.
    static Optional<GivenOption> read(CliOption option, String word, List<String> behind) {
      int at = word.indexOf('=');
      if (at >= 0) {
        return option.takes() == Takes.NONE
            ? Optional.empty()
            : Optional.of(new GivenOption(option, List.of(word.substring(at + 1)), 0));
      }
      List<String> free = behind.stream().takeWhile(each -> !each.startsWith("-")).toList();
      int taken =
          switch (option.takes()) {
            case NONE -> 0;
            case ONE, MAYBE -> Math.min(1, free.size());
            case MANY -> free.size();
          };
      boolean enough = taken > 0 || option.takes() == Takes.NONE || option.takes() == Takes.MAYBE;
      return enough
          ? Optional.of(new GivenOption(option, free.subList(0, taken), taken))
          : Optional.empty();
    }
  }
}
