package dev.molly.intercept;

import dev.molly.intercept.CommandWords.GivenOption;
import dev.molly.text.SpellingSuggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The options and words of a destructive command, all of them understood.
///
/// @param options the options, in the order given
/// @param words the words that do not belong to an option
record ParsedOptions(List<GivenOption> options, List<String> words) {
  ParsedOptions {
    options = List.copyOf(options);
    words = List.copyOf(words);
  }

  /// Reads all arguments after the operation.
  static ParsedOptions read(List<CliOption> own, CommandWords given)
      throws UnsupportedArgumentsException {
    var options = new ArrayList<>(given.options());
    var words = new ArrayList<String>();
    int at = 0;
    while (at < given.rest().size()) {
      String word = given.rest().get(at);
      if (word.startsWith("-")) {
        List<String> behind = given.rest().subList(at + 1, given.rest().size());
        GivenOption option = option(own, word, behind);
        options.add(option);
        at += option.followers();
      } else {
        words.add(word);
      }
      at++;
    }
    return new ParsedOptions(options, words);
  }

  private static GivenOption option(List<CliOption> own, String word, List<String> behind)
      throws UnsupportedArgumentsException {
    String name = CliOption.nameOf(word);
    List<CliOption> meant = CliOption.meant(name, CliOption.GLOBAL);
    if (meant.isEmpty()) {
      meant = CliOption.meant(name, own);
    }
    if (meant.isEmpty()) {
      throw new UnsupportedArgumentsException(
          "no option '" + name + "' is known" + hint(own, name));
    }
    if (meant.size() > 1) {
      List<String> names = meant.stream().map(CliOption::name).toList();
      throw new UnsupportedArgumentsException(
          "'" + name + "' can be any of " + String.join(", ", names));
    }
    return GivenOption.read(meant.getFirst(), word, behind)
        .orElseThrow(
            () ->
                new UnsupportedArgumentsException(
                    "'" + name + "' was given too little, or too much"));
  }

  private static String hint(List<CliOption> own, String name) {
    List<String> known =
        Stream.concat(CliOption.GLOBAL.stream(), own.stream()).map(CliOption::name).toList();
    return SpellingSuggestion.to(name, known)
        .map(near -> "; did you mean '" + near + "'?")
        .orElse("");
  }

  boolean has(String name) {
    return options.stream().anyMatch(each -> each.option().name().equals(name));
  }

  /// Returns the values of an option; empty if it is not given.
  ///
  /// @throws UnsupportedArgumentsException if it is given twice: the AWS CLI uses the last one,
  ///     which is hardly the user's intention
  Optional<List<String>> values(String name) throws UnsupportedArgumentsException {
    List<GivenOption> given =
        options.stream().filter(each -> each.option().name().equals(name)).toList();
    if (given.size() > 1) {
      throw new UnsupportedArgumentsException("'" + name + "' is given twice");
    }
    return given.stream().findFirst().map(GivenOption::values);
  }

  /// Returns the single value of an option.
  Optional<String> value(String name) throws UnsupportedArgumentsException {
    return values(name).map(List::getFirst);
  }

  /// Returns whether a switch is on or off; empty if it is not given.
  ///
  /// @param on the name of the switch when on, as in `--dry-run`; the prefix `no-` turns it off
  Optional<Boolean> flag(String on) throws UnsupportedArgumentsException {
    String off = on.replaceFirst("--", "--no-");
    if (has(on) && has(off)) {
      throw new UnsupportedArgumentsException("'" + on + "' and '" + off + "' are both given");
    }
    return has(on) || has(off) ? Optional.of(has(on)) : Optional.empty();
  }
}
