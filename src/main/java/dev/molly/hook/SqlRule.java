package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand.Input;
import dev.molly.hook.shell.ShellWord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The command-line clients of databases.
final class SqlRule implements ProgramRule {
  /// The options with statements, and those with files of statements, of each client.
  private static final Map<String, Client> CLIENTS =
      Map.of(
          "psql", new Client(Set.of("-c", "--command"), Set.of("-f", "--file")),
          "mysql", new Client(Set.of("-e", "--execute", "--init-command"), Set.of()),
          "mariadb", new Client(Set.of("-e", "--execute", "--init-command"), Set.of()),
          "mycli", new Client(Set.of("-e", "--execute"), Set.of()),
          "usql", new Client(Set.of("-c", "--command"), Set.of("-f", "--file")),
          "cockroach", new Client(Set.of("-e", "--execute"), Set.of("-f", "--file")),
          "sqlcmd", new Client(Set.of("-q", "-Q"), Set.of("-i")),
          "clickhouse-client", new Client(Set.of("-q", "--query"), Set.of("--queries-file")),
          "redis-cli", new Client(Set.of(), Set.of("--eval")),
          "mongosh", new Client(Set.of("--eval"), Set.of("-f", "--file")));

  /// Clients of which every call deletes a database or a user.
  private static final Map<String, String> DROPS =
      Map.of("dropdb", "the database", "dropuser", "the user");

  private static final String UNREADABLE = String.valueOf(ShellWord.UNKNOWN);
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");

  private final Function<String, Optional<String>> file;

  /// @param file reads a file; empty if there is none, or it is no text
  SqlRule(Function<String, Optional<String>> file) {
    this.file = file;
  }

  private record Client(Set<String> statements, Set<String> files) {}

  static Set<String> programs() {
    var all = new HashSet<>(CLIENTS.keySet());
    all.addAll(DROPS.keySet());
    all.addAll(Set.of("mysqladmin", "pg_restore", "mongo"));
    return all;
  }

  @Override
  public Verdict check(Invocation call) {
    String program = call.program();
    if (call.has("--help") || call.has("--version")) {
      return Verdict.pass();
    }
    if (DROPS.containsKey(program)) {
      return local(
          call,
          Verdict.deny(
              "'%s' deletes %s.".formatted(call.shown(), DROPS.get(program)),
              SqlStatements.INSTEAD));
    }
    if (program.equals("mysqladmin")) {
      return call.has("drop") || call.arguments().stream().anyMatch(ShellWord::several)
          ? local(
              call, Verdict.deny("'mysqladmin drop' deletes the database.", SqlStatements.INSTEAD))
          : Verdict.pass();
    }
    if (program.equals("pg_restore")) {
      return call.hasOption("--clean") || call.has("-c")
          ? Verdict.ask("'pg_restore --clean' drops what it restores before it restores it.")
          : Verdict.pass();
    }
    Client client = CLIENTS.getOrDefault(program, new Client(Set.of("--eval"), Set.of()));
    return texts(call, client).stream()
        .map(text -> text(call, text))
        .reduce(Verdict.pass(), Verdict::and);
  }

  /// The texts that the client runs. One that cannot be read is [#UNREADABLE].
  private List<String> texts(Invocation call, Client client) {
    var texts = new ArrayList<String>();
    List<ShellWord> arguments = call.arguments();
    for (int at = 0; at < arguments.size(); at++) {
      List<ShellWord> here = arguments.subList(at, Math.min(at + 2, arguments.size()));
      boolean statement = isOption(arguments.get(at), client.statements());
      boolean script = isOption(arguments.get(at), client.files());
      if (statement) {
        Options.value(here, client.statements()).map(SqlRule::text).ifPresent(texts::add);
      } else if (script) {
        Options.value(here, client.files()).map(this::contents).ifPresent(texts::add);
      } else if (arguments.get(at).several()) {
        texts.add(UNREADABLE);
      }
    }
    switch (call.command().input()) {
      case Input.Inherited none -> {}
      case Input.Text here -> texts.add(text(here.text()));
      case Input.File name -> texts.add(contents(name.name()));
      case Input.Pipe pipe -> texts.add(PipedText.of(pipe).orElse(UNREADABLE));
    }
    if (call.program().equals("redis-cli")) {
      texts.add(ShellWords.joined(arguments).text());
    }
    return texts;
  }

  private static boolean isOption(ShellWord word, Set<String> names) {
    return names.contains(word.text()) || Options.value(List.of(word), names).isPresent();
  }

  private static String text(ShellWord word) {
    return word.several() ? UNREADABLE : word.text();
  }

  private String contents(ShellWord name) {
    return name.known() ? file.apply(name.text()).orElse(UNREADABLE) : UNREADABLE;
  }

  private static Verdict text(Invocation call, String text) {
    if (SqlStatements.open(text)) {
      return Verdict.ask(
          "'%s' runs statements that cannot be read before it runs.".formatted(call.shown()),
          "Write the statements out.");
    }
    Optional<String> found =
        switch (call.program()) {
          case "mongosh", "mongo" -> Destructive.document(text);
          case "redis-cli" -> Destructive.keys(text);
          default -> SqlStatements.destructive(text);
        };
    return found
        .map(why -> Verdict.deny("'%s': %s".formatted(call.shown(), why), SqlStatements.INSTEAD))
        .map(denied -> local(call, denied))
        .orElseGet(Verdict::pass);
  }

  /// A database on this machine may be one of AWS behind a tunnel: a person knows.
  private static Verdict local(Invocation call, Verdict denied) {
    boolean here =
        Options.value(call.arguments(), Set.of("-h", "--host"))
            .map(host -> LOCAL.contains(host.text()))
            .orElse(false);
    return here ? Verdict.ask(denied.reasons().toArray(String[]::new)) : denied;
  }

  /// Statements of databases that do not speak SQL.
  private static final class Destructive {
    static Optional<String> document(String text) {
      return text.matches(
                  "(?s).*\\b(dropDatabase|drop|deleteMany\\(\\s*\\{\\s*}|remove\\(\\s*\\{\\s*}"
                      + "|deleteMany\\(\\s*\\))\\b?.*")
              && text.matches("(?s).*(drop|delete|remove).*")
          ? Optional.of("it deletes a database, or everything in a collection.")
          : Optional.empty();
    }

    static Optional<String> keys(String text) {
      return text.matches("(?is).*\\b(flushall|flushdb)\\b.*")
          ? Optional.of("FLUSHALL deletes every key.")
          : Optional.empty();
    }
  }
}
