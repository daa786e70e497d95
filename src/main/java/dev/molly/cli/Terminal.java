package dev.molly.cli;

import dev.molly.model.RegionId;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.TextDisplay;
import java.io.BufferedWriter;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The output streams of a command: results go to `out`, everything else to `err`.
///
/// @param out the stream for results; not a PrintStream, which would hide that the reader has
///     closed it
/// @param outShows whether `out` is a terminal, which shows colours
/// @param errShows whether `err` is a terminal, which supports moving output
/// @param width the width of the terminal in columns
/// @param keyboard asks the user; present only if both input and output are a terminal
/// @param environment the process's environment variables
/// @param outputSettings the output settings of the command line
public record Terminal(
    OutputStream out,
    PrintStream err,
    boolean outShows,
    boolean errShows,
    int width,
    Optional<UnaryOperator<String>> keyboard,
    Map<String, String> environment,
    OutputSettings outputSettings) {
  /// The width of a report that does not go to a terminal, in columns.
  private static final int PLAIN_WIDTH = 100;

  /// Creates a terminal without a user to ask, for which the command line is not parsed yet.
  public Terminal(
      OutputStream out,
      PrintStream err,
      boolean outShows,
      boolean errShows,
      int width,
      Map<String, String> environment) {
    this(out, err, outShows, errShows, width, Optional.empty(), environment, new OutputSettings());
  }

  /// Returns the terminal of this process. Java cannot detect whether stdout or stderr is a
  /// terminal; `bin/molly` can, and passes it in `molly.terminal`: `out`, `err` and the width,
  /// as in `out,err,120`.
  public static Terminal ofProcess(OutputStream out, PrintStream err) {
    String[] said = System.getProperty("molly.terminal", "").split(",", -1);
    boolean outShows = said.length == 3 && said[0].equals("out");
    boolean errShows = said.length == 3 && said[1].equals("err");
    int width =
        said.length == 3 && said[2].matches("[1-9][0-9]{0,3}") ? Integer.parseInt(said[2]) : 0;
    return new Terminal(
        out,
        err,
        outShows,
        errShows,
        width,
        keyboardOfProcess(err),
        System.getenv(),
        new OutputSettings());
  }

  private static Optional<UnaryOperator<String>> keyboardOfProcess(PrintStream err) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> question -> ask(console, question, err));
  }

  /// Asks on `err`, because the question is not part of the result. An end of input is not an
  /// answer.
  private static String ask(Console console, String question, PrintStream err) {
    err.printf("%s%n> ", question);
    err.flush();
    String typed = console.readLine();
    return typed == null ? "" : typed;
  }

  /// Returns how a report is displayed on `out`.
  TextDisplay display() {
    return new TextDisplay(outShows && width > 0 ? width : PLAIN_WIDTH, outColors(), invocation());
  }

  /// Returns whether `out` shows colours and the user has not disabled them.
  boolean outColors() {
    return outShows && !outputSettings.isPlain() && colors();
  }

  /// Returns how text for users is displayed on `err`, when the result on `out` is for programs.
  TextDisplay errDisplay() {
    return new TextDisplay(
        errShows && width > 0 ? width : PLAIN_WIDTH,
        errShows && !outputSettings.isPlain() && colors(),
        invocation());
  }

  /// Prints a progress message to `err`, unless suppressed. Problems are not notes and are
  /// always printed.
  void note(String sentence) {
    if (!outputSettings.isQuiet()) {
      err.println("molly: " + sentence);
    }
  }

  /// Prints a problem that does not stop the command to `err`.
  void warn(String sentence) {
    err.println("molly: " + PrintableText.of(sentence));
  }

  /// Writes output, and can fail.
  interface Output {
    void to(Writer out) throws IOException;
  }

  /// Writes a result.
  ///
  /// @throws OutputException when it cannot be written
  void print(Output output) {
    try {
      Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      output.to(writer);
      writer.flush();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /// Writes text for users to `err`, when the result on `out` is for programs.
  void printErr(Output output) {
    try {
      Writer writer = new BufferedWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8));
      output.to(writer);
      writer.flush();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /// Writes a text result, and ends its last line.
  void say(String text) {
    print(out -> out.write(text.endsWith("\n") ? text : text + "\n"));
  }

  /// Returns how a report is displayed in a file.
  TextDisplay plain() {
    return new TextDisplay(PLAIN_WIDTH, false, invocation());
  }

  /// Returns the command that is being carried out, from which all printed commands are derived.
  Invocation invocation() {
    return outputSettings.typed();
  }

  /// Records the regions of a command that was given none, for the commands that it prints.
  void looksIn(List<RegionId> regions) {
    outputSettings.typed(invocation().in(regions));
  }

  private boolean colors() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
