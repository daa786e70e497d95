package dev.molly.cli;

import dev.molly.report.format.Invocation;
import dev.molly.report.format.TextDisplay;
import java.io.BufferedWriter;
import java.io.Console;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Where a command's words go: the result to `out`, everything else to `err`.
///
/// @param out not a PrintStream, which would hide that nobody reads any more
/// @param outShows whether `out` is a terminal, which shows colours
/// @param errShows whether `err` is a terminal, where things may move
/// @param width columns of the terminal
/// @param keyboard asks a person, where there is one: both ends of the conversation are a terminal
/// @param environment the process's environment
/// @param outputSettings what the command line says of it
public record Terminal(
    OutputStream out,
    PrintStream err,
    boolean outShows,
    boolean errShows,
    int width,
    Optional<UnaryOperator<String>> keyboard,
    Map<String, String> environment,
    OutputSettings outputSettings) {
  /// What a report is as wide as when it does not go to a terminal.
  private static final int PLAIN_WIDTH = 100;

  /// A terminal of which the command line has said nothing yet.
  public Terminal(
      OutputStream out,
      PrintStream err,
      boolean outShows,
      boolean errShows,
      int width,
      Optional<UnaryOperator<String>> keyboard,
      Map<String, String> environment) {
    this(out, err, outShows, errShows, width, keyboard, environment, new OutputSettings());
  }

  /// The process's own. Java cannot tell whether stdout or stderr is a terminal, but `bin/molly`
  /// can, and says so in `molly.terminal`: `out`, `err` and the width, as in `out,err,120`.
  public static Terminal ofProcess(OutputStream out, PrintStream err) {
    String[] said = System.getProperty("molly.terminal", "").split(",", -1);
    boolean outShows = said.length == 3 && said[0].equals("out");
    boolean errShows = said.length == 3 && said[1].equals("err");
    int width =
        said.length == 3 && said[2].matches("[1-9][0-9]{0,3}") ? Integer.parseInt(said[2]) : 0;
    return new Terminal(
        out, err, outShows, errShows, width, keyboardOfProcess(err), System.getenv());
  }

  private static Optional<UnaryOperator<String>> keyboardOfProcess(PrintStream err) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> question -> ask(console, question, err));
  }

  /// The question is no part of the result. An end of input is no answer.
  private static String ask(Console console, String question, PrintStream err) {
    err.printf("%s%n> ", question);
    err.flush();
    String typed = console.readLine();
    return typed == null ? "" : typed;
  }

  /// How a report is to look on `out`.
  TextDisplay display() {
    return new TextDisplay(outShows && width > 0 ? width : PLAIN_WIDTH, outColors(), invocation());
  }

  /// Whether `out` shows colours, and nobody asked for none.
  boolean outColors() {
    return outShows && !outputSettings.isPlain() && colors();
  }

  /// How something is to look that people read on `err`, because the result is for programs.
  TextDisplay errDisplay() {
    return new TextDisplay(
        errShows && width > 0 ? width : PLAIN_WIDTH,
        errShows && !outputSettings.isPlain() && colors(),
        invocation());
  }

  /// Says how far it is, on `err`, unless that is not wanted. What is wrong is no note.
  void note(String sentence) {
    if (!outputSettings.isQuiet()) {
      err.println("molly: " + sentence);
    }
  }

  /// Something that writes and can fail at it.
  interface Output {
    void to(Writer out) throws IOException;
  }

  /// Writes a result.
  ///
  /// @throws ClosedPipe when it cannot be written
  void print(Output output) {
    try {
      Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
      output.to(writer);
      writer.flush();
    } catch (IOException e) {
      throw new ClosedPipe(e);
    }
  }

  /// Writes what people read on `err`, because the result is for programs.
  void printErr(Output output) {
    try {
      Writer writer = new BufferedWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8));
      output.to(writer);
      writer.flush();
    } catch (IOException e) {
      throw new ClosedPipe(e);
    }
  }

  /// Writes a result that is a text, and ends its last line.
  void say(String text) {
    print(out -> out.write(text.endsWith("\n") ? text : text + "\n"));
  }

  /// How a report is to look in a file.
  TextDisplay plain() {
    return new TextDisplay(PLAIN_WIDTH, false, invocation());
  }

  /// The command that is being carried out: the only way to the commands that are printed.
  Invocation invocation() {
    return outputSettings.typed();
  }

  private boolean colors() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
