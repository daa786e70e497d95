package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.app.App;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFile;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody types, and what comes back: the whole command line, in this process, with its
/// state in one folder.
final class CommandRunner {
  static final Pattern PHRASE = Pattern.compile("--confirm \"([^\"]+)\"");

  /// Commands that remember something say so by one of these words.
  private static final List<String> REMEMBERING = List.of("--sandbox", "sandbox", "journal");

  private final Path folder;
  private BooleanSupplier interrupted = () -> false;
  private final List<String> asked = new ArrayList<>();
  private boolean shows;
  private Optional<UnaryOperator<String>> keyboard = Optional.empty();

  /// A config of the person who runs the tests is none of theirs.
  private final Map<String, String> environment = new TreeMap<>(Map.of("MOLLY_NO_CONFIG", "true"));

  CommandRunner(Path folder) {
    this.folder = folder;
    environment.put("MOLLY_STATE", folder.toString());
  }

  record Ran(int exitCode, String out, String err) {
    String found(Pattern pattern) {
      Matcher matcher = pattern.matcher(out);
      assertThat(matcher.find()).as(out + err).isTrue();
      return matcher.group(1);
    }

    /// Without the breaks that its width asked for.
    String oneLine() {
      return out.replaceAll("\\s+", " ");
    }
  }

  /// From now on this says whether somebody wants a command to end.
  void interruptedWhen(BooleanSupplier ends) {
    interrupted = ends;
  }

  /// From now on somebody is there to be asked, and answers this; one after another, and the last
  /// of it for ever.
  void answers(String... answers) {
    var left = new ArrayDeque<>(List.of(answers));
    keyboard =
        Optional.of(
            question -> {
              asked.add(question);
              return left.size() > 1 ? left.removeFirst() : left.getFirst();
            });
  }

  /// What was asked so far.
  List<String> asked() {
    return asked;
  }

  /// From now on what is said goes to a terminal.
  void onATerminal() {
    shows = true;
  }

  /// From now on the environment has this variable; an empty value is as good as none.
  CommandRunner with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Changes the cloud of the sandbox.
  void inCloud(Consumer<SimCloud> change) {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          change.accept(cloud);
          return cloud;
        });
  }

  /// Changes the own account of that cloud.
  void inAccount(Consumer<SimAccount> change) {
    inCloud(cloud -> change.accept(cloud.account(SimAws.OWN_ACCOUNT)));
  }

  Ran molly(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exitCode = molly(out, err, words);
    return new Ran(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// The same for a command that molly printed: nothing is added to it.
  Ran paste(String command) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exitCode = execute(out, err, Pasted.words(command));
    return new Ran(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  int molly(OutputStream out, OutputStream err, String... words) {
    var arguments = new ArrayList<>(List.of(words));
    if (REMEMBERING.stream().anyMatch(arguments::contains)) {
      arguments.addAll(List.of("--state", folder.toString()));
    }
    return execute(out, err, arguments);
  }

  private int execute(OutputStream out, OutputStream err, List<String> arguments) {
    var printed = new PrintStream(err, true, StandardCharsets.UTF_8);
    var terminal =
        new Terminal(
            out,
            printed,
            shows,
            shows,
            shows ? 80 : 0,
            keyboard,
            environment,
            new OutputSettings());
    return App.commandLine(terminal, interrupted).execute(arguments.toArray(String[]::new));
  }
}
