package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.molly.app.App;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files by which others call molly: pre-commit, GitHub, GitLab.
class IntegrationFilesTest {
  private static final Pattern COMMAND =
      Pattern.compile("bin/molly\"? ([a-z][^|\n]*?)( \\|\\| .*)?$");

  private static JsonNode yaml(String file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(Path.of(file)));
  }

  @ParameterizedTest
  @CsvSource({"action.yml, github-action.json", ".pre-commit-hooks.yaml, pre-commit-hooks.json"})
  void theFileIsAsItsReaderWantsIt(String file, String schema) throws IOException {
    var reader =
        JsonSchemaFactory.getInstance(VersionFlag.V7)
            .getSchema(Files.readString(Path.of("src/test/resources/schemastore", schema)));

    assertThat(reader.validate(yaml(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"action.yml", ".pre-commit-hooks.yaml", "docs/gate.gitlab-ci.yml"})
  void everyCommandInItIsOneThatMollyTakes(String file) throws IOException {
    var terminal =
        new Terminal(
            OutputStream.nullOutputStream(),
            new PrintStream(OutputStream.nullOutputStream()),
            false,
            false,
            0,
            Map.of());
    var commands = new ArrayList<String>();
    for (String line : Files.readAllLines(Path.of(file))) {
      COMMAND.matcher(line).results().forEach(found -> commands.add(found.group(1)));
    }

    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      List<String> words = new ArrayList<>(Pasted.words("molly " + command));
      words.addAll(command.startsWith("policy check") ? List.of("policy.yaml") : List.of());
      App.commandLine(terminal, () -> false).whole().parseArgs(words.toArray(String[]::new));
    }
  }

  /// An input that were part of the script would be code of whoever writes it.
  @Test
  void noInputOfTheActionIsPartOfItsScript() throws IOException {
    for (JsonNode step : yaml("action.yml").at("/runs/steps")) {
      assertThat(step.path("run").asText()).doesNotContain("${{");
    }
  }

  @Test
  void eachVariableOfTheActionIsOneThatMollyReads() throws IOException {
    String known = new CommandRunner(Path.of("")).molly("explain", "environment").out();

    JsonNode variables = yaml("action.yml").at("/runs/steps/1/env");

    assertThat(variables.fieldNames())
        .toIterable()
        .filteredOn(name -> name.startsWith("MOLLY_"))
        .hasSize(4)
        .allSatisfy(name -> assertThat(known).contains(name + " "));
  }

  @Test
  void theJobOfGitLabStopsAndKeepsItsReport() throws IOException {
    JsonNode file = yaml("docs/gate.gitlab-ci.yml");
    JsonNode gate = file.path("gate");

    assertThat(file.path("stages")).hasSize(2);
    assertThat(gate.path("allow_failure").asBoolean()).isFalse();
    assertThat(gate.at("/script/0").asText())
        .endsWith("--output " + gate.at("/artifacts/reports/codequality").asText());
    assertThat(gate.at("/artifacts/when").asText()).isEqualTo("always");
    assertThat(file.at("/plan/artifacts/access").asText()).isEqualTo("developer");
  }
}
