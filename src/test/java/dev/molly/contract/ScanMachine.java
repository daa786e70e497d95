package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The state machine of the example that scans an organization, as Terraform renders it. That it
/// is the same is what [TerraformIT] compares.
final class ScanMachine {
  static final Path FOLDER = Path.of("terraform-examples/organization-scan");
  static final Path TEMPLATE = FOLDER.resolve("state-machine.asl.json.tftpl");
  static final String ON_FARGATE = "arn:aws:states:::ecs:runTask.sync";
  static final int SHARDS = 4;
  static final String BUCKET = "reports";

  /// The values of the template, apart from the number of shards.
  static final Map<String, String> VALUES =
      Map.of(
          "cluster", "arn:aws:ecs:us-east-1:123456789012:cluster/molly",
          "task", "arn:aws:ecs:us-east-1:123456789012:task-definition/molly:1",
          "network", "{}",
          "bucket", BUCKET,
          "tolerated_failure_percentage", "25",
          "shard_timeout", "14400",
          "topic", "arn:aws:sns:us-east-1:123456789012:molly",
          "log_group", "/molly");

  private static final ObjectMapper JSON = new ObjectMapper();

  private ScanMachine() {}

  /// Returns the definition as text: moto does not parse a percentage that is a whole number, so
  /// that it matters how it is written.
  static String text() throws IOException {
    String text = Files.readString(TEMPLATE);
    List<String> numbers = IntStream.rangeClosed(1, SHARDS).mapToObj(String::valueOf).toList();
    text =
        text.replace("${jsonencode(range(1, shards + 1))}", "[" + String.join(",", numbers) + "]");
    int join = text.indexOf("${join(");
    int end = text.indexOf("])}", join) + 3;
    String each = text.substring(text.indexOf('"', text.indexOf(" : ", join)) + 1, end - 4);
    text =
        text.substring(0, join)
            + numbers.stream()
                .map(number -> each.replace("${shard}", number))
                .collect(Collectors.joining(", "))
            + text.substring(end);
    var values = new TreeMap<>(VALUES);
    values.put("shards", String.valueOf(SHARDS));
    for (var value : values.entrySet()) {
      text =
          text.replaceAll(
              "\\$\\{" + value.getKey() + "\\}", Matcher.quoteReplacement(value.getValue()));
    }
    return text;
  }

  static ObjectNode definition() throws IOException {
    return (ObjectNode) JSON.readTree(text());
  }

  /// Returns the states by name, those of the map with them.
  static Map<String, JsonNode> states(JsonNode definition) {
    var states = new TreeMap<String, JsonNode>();
    for (var state : definition.path("States").properties()) {
      states.put(state.getKey(), state.getValue());
      states.putAll(states(state.getValue().path("ItemProcessor")));
    }
    return states;
  }

  /// Returns the exit code that `run.sh` makes of one of molly's.
  static int exitOfTask(Path folder, List<String> command, int mollys)
      throws IOException, InterruptedException {
    Path stub = folder.resolve("stub");
    Files.writeString(
        stub, "#!/bin/sh\necho \"$@\" > \"$0.words\"\ncat >> \"$0.words\"\nexit " + mollys + "\n");
    assertThat(stub.toFile().setExecutable(true)).isTrue();
    var run = new ArrayList<>(List.of("/bin/sh", "-c", Files.readString(FOLDER.resolve("run.sh"))));
    run.add(stub.toString());
    run.addAll(command);
    var builder =
        new ProcessBuilder(run).inheritIO().redirectInput(Redirect.from(new File("/dev/null")));
    builder.environment().put("MOLLY_YAML", "version: 1");
    Process process = builder.start();
    assertThat(Patience.ends(process)).isTrue();
    String words = String.join(" ", command);
    assertThat(folder.resolve("stub.words"))
        .hasContent(
            command.getFirst().equals("report")
                ? words
                : words + " --config /dev/stdin\nversion: 1");
    return process.exitValue();
  }
}
