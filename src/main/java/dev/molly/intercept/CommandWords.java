package dev.molly.intercept;

import dev.molly.intercept.CliOption.Takes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The service and the operation of an argument list, and the arguments before and after them.
///
/// The AWS CLI parses its arguments with Python's argparse: options may be anywhere and may be
/// shortened, and unknown options are set aside and read again by the next parser. The first
/// word that does not belong to an option is the service, the second the operation.
///
/// @param words the service and the operation, or fewer words if the list is shorter
/// @param options the options before the operation, with their values
/// @param rest the arguments after the operation
/// @param doubt the argument before the operation because of which the service and operation
///     cannot be determined
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

  /// An option as given on the command line.
  ///
  /// @param values the values of the option
  /// @param followers the number of values that are separate words after the option
  record GivenOption(CliOption option, List<String> values, int followers) {
    GivenOption {
      values = List.copyOf(values);
    }

    /// Reads an option and the words after it that belong to it; empty if there are too few or
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
