package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Tools that migrate the schema of a database, by the commands that drop its tables or empty
/// them. Which database that is, their settings say, which are not looked at.
final class MigrationTools implements ProgramRule {
  /// By program: the commands, each as words that are in its arguments in this order.
  private static final Map<String, List<List<String>>> TOOLS = new HashMap<>();

  static {
    put("prisma", "migrate reset", "db push --force-reset", "db push --accept-data-loss");
    put("drizzle-kit", "push --force");
    put("sequelize sequelize-cli", "db:drop", "db:migrate:undo:all");
    put("typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm", "schema:drop");
    put("knex", "migrate:rollback --all");
    put("mikro-orm", "schema:drop", "schema:fresh", "migration:fresh");
    put("artisan", "migrate:fresh", "migrate:refresh", "migrate:reset", "db:wipe");
    put("console", "doctrine:database:drop", "doctrine:schema:drop", "doctrine:fixtures:load");
    put("manage.py django-admin", "flush", "reset_db", "migrate zero");
    put("alembic", "downgrade");
    put("flask", "db downgrade");
    put("flyway", "clean");
    put("liquibase", "drop-all", "dropAll");
    put("mix", "ecto.drop", "ecto.reset");
    put("supabase", "db reset");
    put("dbmate migrate", "drop");
    put("goose", "reset", "down-to 0");
    put("sqlx diesel", "database drop", "database reset");
    put("atlas", "schema clean");
    put("dotnet dotnet-ef", "database drop", "database update 0");
  }

  private static void put(String names, String... commands) {
    List<List<String>> split =
        Stream.of(commands).map(each -> List.of(each.split(" ", -1))).toList();
    for (String name : names.split(" ", -1)) {
      TOOLS.put(name, split);
    }
  }

  static Set<String> programs() {
    return Set.copyOf(TOOLS.keySet());
  }

  @Override
  public Verdict check(Invocation call) {
    List<String> words = call.arguments().stream().map(ShellWord::text).toList();
    boolean help = call.has("--help") || call.has("-h");
    boolean empties =
        TOOLS.getOrDefault(call.program(), List.of()).stream().anyMatch(each -> isIn(words, each));
    return empties && !help
        ? Verdict.ask(
            "'%s' drops or empties the tables of a database, and which one is not known."
                .formatted(call.shown()),
            SqlStatements.INSTEAD)
        : Verdict.pass();
  }

  /// Returns whether words are in others, in this order.
  private static boolean isIn(List<String> words, List<String> command) {
    int found = 0;
    for (String word : words) {
      found += found < command.size() && word.equals(command.get(found)) ? 1 : 0;
    }
    return found == command.size();
  }
}
