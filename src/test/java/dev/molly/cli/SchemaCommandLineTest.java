package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.cli.CommandRunner.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandLineTest {
  private final CommandRunner typed;

  SchemaCommandLineTest(@TempDir Path folder) {
    typed = new CommandRunner(folder);
  }

  @Test
  void eachSchemaOfTheListIsPrinted() throws IOException {
    List<String> names =
        typed.molly("schema").out().lines().map(line -> line.split(" ", 2)[0]).toList();

    assertThat(names).contains("config", "policy", "report", "plan", "journal");
    for (String name : names) {
      Ran ran = typed.paste("molly schema " + name);
      assertThat(ran.exitCode()).isZero();
      assertThat(new JsonMapper().readTree(ran.out()).path("title").asText()).contains("molly");
    }
  }

  @Test
  void everySchemaThatAPageNamesIsThere() {
    Pattern named = Pattern.compile("molly schema ([a-z][a-z-]*)");

    List<String> names =
        typed
            .molly("explain")
            .out()
            .lines()
            .flatMap(page -> named.matcher(typed.molly("explain", page).out()).results())
            .map(found -> found.group(1))
            .toList();

    assertThat(names).contains("report").allMatch(KnownSchema.names()::contains);
  }

  @Test
  void thePolicysIsTheOneThatPolicyPrints() {
    assertThat(typed.molly("schema", "policy").out())
        .isEqualTo(typed.molly("policy", "schema").out());
  }

  @Test
  void aTypoIsToldTheNearest() {
    Ran ran = typed.molly("schema", "jornal");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("no schema 'jornal'; did you mean 'journal'?\n");
  }
}
