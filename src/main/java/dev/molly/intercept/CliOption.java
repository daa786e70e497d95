package dev.molly.intercept;

import java.util.List;

/// An option of the AWS CLI.
///
/// @param name the name with its two hyphens
record CliOption(String name, Takes takes) {
  /// The number of words after the option that belong to it.
  enum Takes {
    NONE,
    ONE,
    MANY,
    /// One, or none.
    MAYBE
  }

  /// The global options of every command: of AWS CLI 1.45, `awscli/data/cli.json`, and of
  /// version 2, which has more. If an option exists in the other version only, the AWS CLI exits
  /// with an error.
  static final List<CliOption> GLOBAL =
      List.of(
          new CliOption("--debug", Takes.NONE),
          new CliOption("--endpoint-url", Takes.ONE),
          new CliOption("--no-verify-ssl", Takes.NONE),
          new CliOption("--no-paginate", Takes.NONE),
          new CliOption("--output", Takes.ONE),
          new CliOption("--query", Takes.ONE),
          new CliOption("--profile", Takes.ONE),
          new CliOption("--region", Takes.ONE),
          new CliOption("--version", Takes.NONE),
          new CliOption("--color", Takes.ONE),
          new CliOption("--no-sign-request", Takes.NONE),
          new CliOption("--ca-bundle", Takes.ONE),
          new CliOption("--cli-read-timeout", Takes.ONE),
          new CliOption("--cli-connect-timeout", Takes.ONE),
          new CliOption("--v2-debug", Takes.NONE),
          new CliOption("--cli-binary-format", Takes.ONE),
          new CliOption("--cli-error-format", Takes.ONE),
          new CliOption("--no-cli-pager", Takes.NONE),
          new CliOption("--cli-auto-prompt", Takes.NONE),
          new CliOption("--no-cli-auto-prompt", Takes.NONE));

  /// Returns the options that a word can mean: the option of exactly that name, else all options
  /// whose name begins with the word.
  static List<CliOption> meant(String word, List<CliOption> among) {
    List<CliOption> exact = among.stream().filter(option -> option.name.equals(word)).toList();
    return exact.isEmpty() && word.length() > 2 && word.startsWith("--")
        ? among.stream().filter(option -> option.name.startsWith(word)).toList()
        : exact;
  }

  /// Returns the option's part of `--option=value`.
  static String nameOf(String argument) {
    int at = argument.indexOf('=');
    return at < 0 ? argument : argument.substring(0, at);
  }
}
