package dev.molly.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The commands that molly's output holds, as a person would copy them.
final class Pasted {
  /// After a label, alone in a line, or in the format's own place for one. Not in a plan as JSON:
  /// its texts are part of its digest, and are said once more beside it.
  private static final List<Pattern> MOLLY =
      Stream.of(
              "^(?:Next|Undo|Journal) +(molly .*)$",
              "^\\s+(?:Undo: )?(molly [a-z].*)$",
              "(?:Next|Make one|Look for it|[Tt]o see [a-z ]+): (molly .*)$",
              "\"(?:fix|undo|next)\" ?: ?\"(molly (?:[^\"\\\\]|\\\\.)*)\"",
              "^ {6}\"satisfy\" ?: ?\"(?:[^\"\\\\]|\\\\.)*?(molly (?:[^\"\\\\]|\\\\.)*)\"",
              "fix: +(molly .*)$",
              "<code>(molly [^<]*)</code>",
              ",(molly protect [^,]*),")
          .map(each -> Pattern.compile(each, Pattern.MULTILINE))
          .toList();

  private static final Pattern AWS =
      Pattern.compile(
          "(?:test .{0,90}? && )?\\baws (?:ec2|rds|s3api|s3control|kms|autoscaling) .*");

  private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\\\.|[^\\s'\"\\\\]+");

  private Pasted() {}

  static Set<String> molly(String output) {
    var commands = new LinkedHashSet<String>();
    for (Pattern each : MOLLY) {
      Matcher found = each.matcher(output);
      while (found.find()) {
        commands.add(unescaped(found.group(1)).strip());
      }
    }
    return commands;
  }

  static List<String> aws(String output) {
    return AWS.matcher(unescaped(output)).results().map(found -> found.group()).toList();
  }

  private static String unescaped(String text) {
    return text.replace("\\\"", "\"")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  /// The words of a command, as a shell passes them on: without `molly`.
  static List<String> words(String command) {
    var words = new ArrayList<String>();
    Matcher word = WORD.matcher(command);
    int end = -1;
    while (word.find()) {
      String bare = word.group().replaceAll("^\\\\|^(['\"])(.*)\\1$", "$2");
      if (word.start() == end) {
        words.set(words.size() - 1, words.getLast() + bare);
      } else {
        words.add(bare);
      }
      end = word.end();
    }
    return words.subList(1, words.size());
  }
}
