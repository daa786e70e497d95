package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.molly.gate.SamplePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The script of `action.yml`, as a runner of GitHub starts it.
class GateActionIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"delete, 1, ::error title=gate-delete", "create, 0, ::notice title=molly gate"})
  void theActionAnnotatesWritesTheFileAndEndsAsTheGate(
      String action, int exitCode, String annotation) throws IOException, InterruptedException {
    Path plan = folder.resolve("a plan.json");
    Files.writeString(
        plan, SamplePlan.of("aws_db_instance.orders", action, "{'id':'orders'}", "{}").json());
    String script =
        new YAMLMapper()
            .readTree(Files.readString(Path.of("action.yml")))
            .at("/runs/steps/1/run")
            .asText();
    var builder =
        new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "GITHUB_ACTION_PATH",
                Path.of("").toAbsolutePath().toString(),
                "HOME",
                folder.toString(),
                "PLAN",
                plan.toString(),
                "SARIF",
                "gate.sarif",
                "MOLLY_POLICY",
                "",
                "MOLLY_CONFIG",
                "",
                "MOLLY_ENVIRONMENT",
                "",
                "MOLLY_LIVE",
                "false"));

    Process process = builder.start();
    assertThat(Patience.ends(process)).isTrue();

    String log = Files.readString(folder.resolve("log"));
    assertThat(process.exitValue()).as(log).isEqualTo(exitCode);
    assertThat(log).contains(annotation);
    assertThat(Files.readString(folder.resolve("gate.sarif"))).contains("\"version\": \"2.1.0\"");
  }
}
