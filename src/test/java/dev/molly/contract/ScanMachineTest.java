package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the state machine does when something fails, which moto cannot show: read from its
/// definition.
///
/// Source: Step Functions Developer Guide, "Error handling", "Redriving executions": a redrive
/// goes on with the states that were entered and not left, and a state whose failure was caught was
/// left.
class ScanMachineTest {
  private final JsonNode machine;
  private final Map<String, JsonNode> states;

  ScanMachineTest() throws IOException {
    machine = ScanMachine.definition();
    states = ScanMachine.states(machine);
  }

  @Test
  void everyTaskIsTriedAgainAndThoseOnFargateEndInTime() {
    assertThat(tasks())
        .hasSize(5)
        .allSatisfy(
            (name, task) -> {
              assertThat(task.at("/Retry/0/ErrorEquals/0").asText()).isEqualTo("States.ALL");
              assertThat(task.at("/Retry/0/MaxAttempts").asInt()).isPositive();
              assertThat(isOnFargate(task)).isEqualTo(task.has("TimeoutSeconds"));
            });
  }

  @Test
  void onlyTheMergeCatchesSoThatARedriveScansWhatHasDied() {
    Set<String> catching =
        states.entrySet().stream()
            .filter(state -> state.getValue().has("Catch"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(catching).containsExactly("MergeReports");
    assertThat(state("MergeReports").at("/Catch/0/Next").asText()).isEqualTo("TellOfGaps");
  }

  @Test
  void someShardsMayDieButNotAll() {
    JsonNode map = state("ScanShards");

    assertThat(map.path("ToleratedFailurePercentage").asDouble()).isEqualTo(25);
    assertThat(map.has("ToleratedFailureCount")).isFalse();
    assertThat(map.at("/ItemProcessor/ProcessorConfig/Mode").asText()).isEqualTo("DISTRIBUTED");
    assertThat(map.path("Next").asText()).isEqualTo("MergeReports");
  }

  /// A path ends well at a state with `End` or of the type `Succeed`.
  @Test
  void noWayLeadsToSuccessPastAMergeThatSucceeded() {
    var reached = new HashSet<String>();
    walk(machine.path("StartAt").asText(), reached);

    assertThat(reached).contains("ListAccounts", "ScanShards").doesNotContain("MergeReports");
    assertThat(reached)
        .allSatisfy(
            name -> {
              assertThat(state(name).has("End")).as(name).isFalse();
              assertThat(state(name).path("Type").asText()).isNotEqualTo("Succeed");
            });
    var afterwards = new HashSet<String>();
    walk(state("MergeReports").at("/Catch/0/Next").asText(), afterwards);
    assertThat(afterwards).containsExactlyInAnyOrder("TellOfGaps", "Incomplete");
    assertThat(state("Incomplete").path("Type").asText()).isEqualTo("Fail");
  }

  /// Follows every way, and stops before the merge.
  private void walk(String name, Set<String> reached) {
    if (name.equals("MergeReports") || !reached.add(name)) {
      return;
    }
    JsonNode state = state(name);
    Stream.concat(
            Stream.of(state.path("Next"), state.path("Default")),
            Stream.of("Catch", "Choices")
                .flatMap(list -> state.path(list).valueStream())
                .map(each -> each.path("Next")))
        .filter(JsonNode::isTextual)
        .forEach(next -> walk(next.asText(), reached));
  }

  @Test
  void theListIsMadeOnceAndReadByEveryShardAndTheMergeNamesEveryPart() {
    assertThat(command("ListAccounts"))
        .contains(
            "'--list-accounts', '--calls-from', 's3://reports/reports/molly.json'",
            "runs/{}/accounts.json', $$.Execution.Name")
        .doesNotContain("--shard");
    assertThat(command("ScanShard"))
        .contains(
            "'--accounts-from', States.Format('s3://reports/runs/{}/accounts.json', $.run)",
            "'--shard', States.Format('{}/4', $.shard)",
            "'s3://reports/runs/{}/part-{}.json', $.run, $.shard");
    for (String part : List.of("part-1", "part-2", "part-3", "part-4")) {
      assertThat(command("MergeReports"))
          .contains("States.Format('s3://reports/runs/{}/" + part + ".json', $$.Execution.Name)");
    }
    assertThat(machine.at("/States/ListAccounts/ResultSelector/shards").toString())
        .isEqualTo("[1,2,3,4]");
  }

  private String command(String state) {
    return state(state).at("/Parameters/Overrides/ContainerOverrides/0/Command.$").asText();
  }

  private Map<String, JsonNode> tasks() {
    return states.entrySet().stream()
        .filter(state -> state.getValue().path("Type").asText().equals("Task"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isOnFargate(JsonNode task) {
    return task.path("Resource").asText().equals(ScanMachine.ON_FARGATE);
  }

  private JsonNode state(String name) {
    return Objects.requireNonNull(states.get(name), name);
  }
}
