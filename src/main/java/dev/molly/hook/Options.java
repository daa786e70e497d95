package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Reads arguments in the usual form: options begin with a hyphen, `--` ends them.
final class Options {
  private Options() {}

  /// Returns the arguments that are no options and no values of options.
  static List<ShellWord> operands(List<ShellWord> arguments, Collection<String> withValue) {
    var operands = new ArrayList<ShellWord>();
    for (int at = 0; at < arguments.size(); at++) {
      String text = arguments.get(at).text();
      if (text.equals("--")) {
        operands.addAll(arguments.subList(at + 1, arguments.size()));
        return operands;
      }
      if (!text.startsWith("-") || text.equals("-")) {
        operands.add(arguments.get(at));
      } else if (takesNext(text, withValue)) {
        at++;
      }
    }
    return operands;
  }

  /// Returns whether an option has its value in the next argument: `-u root`, `-Eu root`, and a
  /// long one shortened.
  private static boolean takesNext(String text, Collection<String> withValue) {
    if (text.startsWith("--")) {
      return withValue.contains(text)
          || (text.length() > 3 && withValue.stream().anyMatch(each -> each.startsWith(text)));
    }
    if (withValue.contains(text)) {
      return true;
    }
    int first = 1;
    while (first < text.length() - 1 && !withValue.contains("-" + text.charAt(first))) {
      first++;
    }
    return text.length() > 2
        && first == text.length() - 1
        && withValue.contains("-" + text.charAt(first));
  }

  /// Returns the arguments from the first operand on: the command behind a program's own options.
  static List<ShellWord> behind(List<ShellWord> arguments, Collection<String> withValue) {
    int at = 0;
    while (at < arguments.size() && arguments.get(at).text().startsWith("-")) {
      String text = arguments.get(at).text();
      at += takesNext(text, withValue) ? 2 : 1;
      if (text.equals("--")) {
        break;
      }
    }
    return arguments.subList(Math.min(at, arguments.size()), arguments.size());
  }

  /// Returns the value of an option, written as the next argument, behind `=`, or for a short
  /// option directly behind it.
  static Optional<ShellWord> value(List<ShellWord> arguments, Collection<String> names) {
    for (int at = 0; at < arguments.size(); at++) {
      ShellWord word = arguments.get(at);
      for (String name : names) {
        if (word.text().equals(name) && at + 1 < arguments.size()) {
          return Optional.of(arguments.get(at + 1));
        }
        boolean longer = word.text().length() > name.length() && word.text().startsWith(name);
        boolean joined = name.startsWith("--") ? word.text().startsWith(name + "=") : longer;
        if (joined) {
          int from = name.length() + (name.startsWith("--") ? 1 : 0);
          return Optional.of(new ShellWord(word.text().substring(from), word.several(), -1));
        }
      }
    }
    return Optional.empty();
  }
}
