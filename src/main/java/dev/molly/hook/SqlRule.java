package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand.Input;
import dev.molly.hook.shell.ShellWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The command-line clients of databases.
final class SqlRule implements ProgramRule {
  /// The options with statements, and those with files of statements, of each client.
  private static final Map<String, Client> CLIENTS = new HashMap<>();

  static {
    put("psql usql pgcli rsql", "-c --command", "-f --file");
    put("mysql mariadb mycli", "-e --execute --init-command", "");
    put("cockroach cqlsh beeline hive", "-e --execute", "-f --file");
    put("trino presto spark-sql influx", "-e --execute -execute", "-f --file");
    put("mysqlsh", "-e --execute", "-f --file");
    put("sqlcmd snowsql impala-shell", "-q -Q --query", "-i -f --filename");
    put("clickhouse clickhouse-client", "-q --query", "--queries-file");
    put("sqlplus", "", "");
    put("redis-cli valkey-cli keydb-cli iredis", "", "--eval");
    put("mongosh mongo", "--eval", "-f --file");
  }

  private static void put(String programs, String statements, String files) {
    for (String program : programs.split(" ", -1)) {
      CLIENTS.put(program, new Client(WordSet.of(statements), WordSet.of(files)));
    }
  }

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
    all.addAll(Set.of("mysqladmin", "mariadb-admin", "pg_restore"));
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
    if (program.endsWith("admin")) {
      return call.arguments().stream()
              .anyMatch(each -> each.several() || each.text().matches("(?i)drop?"))
          ? local(
              call, Verdict.deny("'mysqladmin drop' deletes the database.", SqlStatements.INSTEAD))
          : Verdict.pass();
    }
    if (program.equals("pg_restore")) {
      return call.arguments().stream().anyMatch(each -> each.text().matches("-\\w*c\\w*|--cl.*"))
          ? Verdict.ask("'pg_restore --clean' drops the objects before it restores them.")
          : Verdict.pass();
    }
    Client client = CLIENTS.getOrDefault(program, new Client(Set.of(), Set.of()));
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
        value(here, client.statements()).map(SqlRule::text).ifPresent(texts::add);
      } else if (script) {
        value(here, client.files()).map(this::contents).ifPresent(texts::add);
      } else if (arguments.get(at).several()) {
        texts.add(UNREADABLE);
      } else if (arguments.get(at).text().matches("@?[^-@]\\S*\\.(sql|js)")) {
        texts.add(contents(ShellWord.of(arguments.get(at).text().replaceFirst("^@", ""))));
      }
    }
    boolean given = !texts.isEmpty() && arguments.stream().noneMatch(each -> each.is("-"));
    switch (given ? new Input.Inherited() : call.command().input()) {
      case Input.Inherited none -> {}
      case Input.Text here -> texts.add(text(here.text()));
      case Input.File name -> texts.add(contents(name.name()));
      case Input.Pipe pipe -> texts.add(PipedText.of(pipe, file).orElse(UNREADABLE));
    }
    if (isOfKeys(call.program())) {
      texts.add(ShellWords.joined(arguments).text());
    }
    return texts;
  }

  private static boolean isOfKeys(String program) {
    return program.matches("(redis|valkey|keydb)-cli|iredis");
  }

  private static boolean isOption(ShellWord word, Set<String> names) {
    return value(List.of(word, ShellWord.of("")), names).isPresent();
  }

  /// Returns the value of an option, of which a short one may have others in front (`-tAc`), and a
  /// long one may be shortened.
  private static Optional<ShellWord> value(List<ShellWord> here, Set<String> names) {
    String option = here.getFirst().text().replaceFirst("(?s)=.*", "");
    boolean next =
        option.startsWith("--")
            ? option.length() > 2 && names.stream().anyMatch(each -> each.startsWith(option))
            : option.matches("-\\w+") && names.contains("-" + option.charAt(option.length() - 1));
    if (next && option.equals(here.getFirst().text())) {
      return here.stream().skip(1).findFirst();
    }
    if (next && option.startsWith("--")) {
      return Options.value(here, Set.of(option));
    }
    return Options.value(List.of(here.getFirst()), names);
  }

  private static String text(ShellWord word) {
    return word.several() ? UNREADABLE : word.text();
  }

  private String contents(ShellWord name) {
    return name.known() ? file.apply(name.text()).orElse(UNREADABLE) : UNREADABLE;
  }

  private static Verdict text(Invocation call, String text) {
    Optional<String> found =
        switch (call.program()) {
          case "mongosh", "mongo" -> Destructive.document(text);
          default ->
              isOfKeys(call.program()) ? Destructive.keys(text) : SqlStatements.destructive(text);
        };
    if (found.isEmpty() && SqlStatements.open(text)) {
      return Verdict.ask(
          "'%s' runs statements that cannot be read before it runs.".formatted(call.shown()),
          "Write the statements out.");
    }
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
