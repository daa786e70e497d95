package dev.molly.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanReaderTest {
  private static final SamplePlan DELETE =
      SamplePlan.of("aws_db_instance.orders", "delete", "{'id':'orders'}", "null");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "||,is empty",
        "PK\u0003\u0004,is the plan itself",
        "resource \"aws_vpc\" \"x\" {},is not JSON",
        "Terraform will perform the following actions,is not JSON",
        "[],is not a JSON object",
        "{},no format_version",
        "|{\"version\":4,\"lineage\":\"x\",\"resources\":[]}|,is a state file",
        "|{\"format_version\":\"1.0\",\"values\":{}}|,is a state",
        "|{\"format_version\":\"1.0\",\"terraform_version\":\"1.11.4\"}|,no planned values",
        "|{\"@level\":\"info\"}\n{\"@level\":\"info\"}|,is the log of terraform plan -json",
        "|{\"format_version\":\"2.0\",\"planned_values\":{},\"resource_changes\":[]}|,Upgrade molly"
      })
  void whatIsNoPlanIsRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> SamplePlan.check(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aPlanThatChangesNothingPasses() {
    GateReport report =
        SamplePlan.check(
            "{\"format_version\":\"1.2\",\"terraform_version\":\"1.11.4\",\"planned_values\":{}}");

    assertThat(report.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(report.tool()).isEqualTo("Terraform 1.11.4");
  }

  /// A shell of Windows writes UTF-16.
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"})
  void theEncodingIsRecognized(String charset) throws IOException {
    var changes = new ArrayList<PlannedChange>();

    new PlanReader(ResourceTypes.load(), changes::add)
        .read("plan", new ByteArrayInputStream(DELETE.json().getBytes(Charset.forName(charset))));

    assertThat(changes).hasSize(1);
  }

  @Test
  void aPlanThatBreaksOffIsUnclearWithWhatWasFound() {
    String json = DELETE.with("aws_vpc.main", "delete", "{}", "null").json();

    GateReport report = SamplePlan.check(json.substring(0, json.length() - 40));

    assertThat(SamplePlan.rules(report)).contains("gate-delete");
    assertThat(report.unclear().toString()).contains("breaks off");
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  /// Readers differ in which one counts.
  @Test
  void aMemberThatIsThereTwiceIsUnclear() {
    String json = DELETE.json();

    GateReport report =
        SamplePlan.check(json.substring(0, json.length() - 1) + ",\"resource_changes\":[]}");

    assertThat(report.unclear()).isNotEmpty();
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void aSecondDocumentIsRefused() {
    assertThatThrownBy(() -> SamplePlan.check(DELETE.json() + DELETE.json()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more than one JSON document");
  }

  @ParameterizedTest
  @CsvSource({
    "errored,true,ended with an error",
    "complete,false,is not complete",
    "deferred_changes,[{'reason':'x'}],deferred",
    "action_invocations,[{'address':'action.aws_ec2_stop_instance.x'}],invokes an action",
    "resource_changes,{},is not a list"
  })
  void aPlanThatIsNotAllOfItIsUnclear(String member, String value, String words) {
    GateReport report = new SamplePlan().top(member, value).checked();

    assertThat(report.unclear().toString()).contains(words);
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void anActionThatMollyDoesNotKnowIsUnclear() {
    GateReport report =
        SamplePlan.of("aws_db_instance.orders", "evaporate", "{}", "null").checked();

    assertThat(report.unclear().toString()).contains("aws_db_instance.orders", "evaporate");
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void aDataSourceIsNoChange() {
    GateReport report =
        SamplePlan.of("aws_db_instance.orders", "delete", "{}", "null")
            .around("mode", "data")
            .checked();

    assertThat(report.findings()).isEmpty();
  }

  @Test
  void aDeposedObjectIsDeletedToo() {
    GateReport report =
        SamplePlan.of("aws_instance.web", "delete", "{'id':'i-1'}", "null")
            .around("deposed", "ab12")
            .checked();

    assertThat(report.findings().getFirst().address()).isEqualTo("aws_instance.web (deposed ab12)");
  }

  @Test
  void theChangesAreGivenOneByOneInTheirOrder() throws IOException {
    var plan = new SamplePlan();
    for (int i = 0; i < 100; i++) {
      plan.with("aws_vpc.v%d".formatted(i), "create", "null", "{}");
    }
    List<String> seen = new ArrayList<>();

    new PlanReader(ResourceTypes.load(), change -> seen.add(change.address()))
        .read("plan", new ByteArrayInputStream(plan.json().getBytes(StandardCharsets.UTF_8)));

    assertThat(seen).hasSize(100).startsWith("aws_vpc.v0").endsWith("aws_vpc.v99");
  }
}
