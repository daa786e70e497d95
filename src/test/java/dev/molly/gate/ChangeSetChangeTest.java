package dev.molly.gate;

import static dev.molly.gate.SamplePlan.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeSetChangeTest {
  private static final String TABLE =
      "'LogicalResourceId':'Orders','PhysicalResourceId':'orders-1','ResourceType':'AWS::DynamoDB::Table'";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "'Action':'Remove',gate-delete",
        "|'Action':'Remove','PolicyAction':'Delete'|,gate-delete",
        "|'Action':'Remove','PolicyAction':'Snapshot'|,gate-delete",
        "|'Action':'Modify','Replacement':'True'|,gate-replace",
        "|'Action':'Modify','Replacement':'True','PolicyAction':'ReplaceAndDelete'|,gate-replace"
      })
  void aRemovalAndAReplacementAreFound(String change, String rule) {
    GateReport report = check(TABLE + "," + change);

    assertThat(rules(report)).containsExactly(rule);
    assertThat(report.tool()).isEqualTo("CloudFormation");
    assertThat(report.findings().getFirst().resource()).isEqualTo("orders-1");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "'Action':'Add'",
        "'Action':'Import'",
        "|'Action':'Remove','PolicyAction':'Retain'|",
        "|'Action':'Modify','Replacement':'False'|",
        "|'Action':'Modify','Replacement':'True','PolicyAction':'ReplaceAndRetain'|"
      })
  void whatIsKeptPasses(String change) {
    assertThat(check(TABLE + "," + change).exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void aConditionalReplacementIsAReplacementThatIsUnclear() {
    GateReport report = check(TABLE + ",'Action':'Modify','Replacement':'Conditional'");

    assertThat(rules(report)).containsExactly("gate-replace");
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void aProtectionThatIsSwitchedOffIsFoundByThePropertyValues() {
    GateReport report =
        check(
            TABLE
                + ",'Action':'Modify','Replacement':'False',"
                + "'BeforeContext':'{\\'Properties\\':{\\'DeletionProtectionEnabled\\':\\'true\\'}}',"
                + "'AfterContext':'{\\'Properties\\':{\\'DeletionProtectionEnabled\\':\\'false\\'}}'");

    assertThat(rules(report)).containsExactly("gate-protection-off");
  }

  @Test
  void aProtectionThatChangesToWhatIsNotShownIsUnclear() {
    GateReport report =
        check(
            TABLE
                + ",'Action':'Modify','Replacement':'False',"
                + "'Details':[{'Target':{'Attribute':'Properties','Name':'DeletionProtectionEnabled'}}]");

    assertThat(report.unclear().toString()).contains("--include-property-values");
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  /// What becomes of the resources in a nested stack is in the nested stack's own change set.
  @Test
  void aChangeOfANestedStackIsUnclear() {
    GateReport report =
        check(
            "'LogicalResourceId':'Db','PhysicalResourceId':'db-1','Action':'Modify',"
                + "'Replacement':'False','ResourceType':'AWS::CloudFormation::Stack'");

    assertThat(report.unclear())
        .singleElement()
        .asString()
        .startsWith("Db: ")
        .contains("change set");
    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void aTypeThatMollyDoesNotKnowMayHoldData() {
    GateReport report =
        check("'LogicalResourceId':'X','ResourceType':'AWS::New::Store','Action':'Remove'");

    assertThat(rules(report)).containsExactly("gate-unsure");
  }

  @ParameterizedTest
  @CsvSource({"Dynamic", "Evaporate"})
  void anActionThatMollyDoesNotKnowIsUnclear(String action) {
    assertThat(check(TABLE + ",'Action':'" + action + "'").exitCode())
        .isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void aChangeSetOfWhichThisIsOnePageIsUnclear() {
    GateReport report = SamplePlan.check("{\"Changes\":[],\"NextToken\":\"x\"}");

    assertThat(report.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
  }

  private static GateReport check(String change) {
    return SamplePlan.check(
        ("{'ChangeSetId':'c','Changes':[{'Type':'Resource','ResourceChange':{" + change + "}}]}")
            .replace('\'', '"'));
  }
}
