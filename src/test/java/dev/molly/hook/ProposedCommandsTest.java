package dev.molly.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An agent types what the hook proposes: that has to get through the hook.
class ProposedCommandsTest {
  /// A command at the end of a reason. With `...` in it, an agent has to fill in a part.
  private static final Pattern COMMAND = Pattern.compile(Verdict.INSTEAD + "(.*)$", Pattern.DOTALL);

  private final CommandChecker checker = CommandLinesTest.checker();

  @Test
  void everyRewrittenCommandOfTheTablePasses() {
    List<String> rewritten =
        CommandLinesTest.texts().stream()
            .filter(line -> checker.check(line).decision() == Decision.REWRITE)
            .map(line -> checker.check(line).rewritten(line))
            .toList();

    assertThat(rewritten).hasSizeGreaterThan(40);
    assertThat(rewritten)
        .allSatisfy(line -> assertThat(checker.check(line).decision()).isEqualTo(Decision.PASS));
  }

  @Test
  void everyCommandThatARefusalOfTheTableNamesPasses() {
    List<String> named =
        CommandLinesTest.texts().stream()
            .flatMap(line -> checker.check(line).reasons().stream())
            .map(COMMAND::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .filter(command -> !command.contains("..."))
            .distinct()
            .toList();

    assertThat(named).hasSizeGreaterThan(15);
    assertThat(named)
        .allSatisfy(line -> assertThat(checker.check(line).decision()).isEqualTo(Decision.PASS));
  }

  @ParameterizedTest
  @CsvSource({
    "PASS, molly aws ec2 terminate-instances --instance-ids i-0abcdef1234567890",
    "PASS, molly aws ec2 terminate-instances --instance-ids $ID",
    "PASS, bash -c 'molly aws s3 rb s3://bucket-1'",
    "PASS, cat ids | xargs molly aws ec2 terminate-instances --instance-ids",
    "ASK, molly aws ec2 delete-snapshot --snapshot-id snap-1",
    "ASK, molly aws lambda delete-function --function-name f",
    "DENY, molly aws neptune delete-db-cluster --db-cluster-identifier c",
    "DENY, molly aws rds modify-db-instance --db-instance-identifier d --no-deletion-protection"
  })
  void whatGoesThroughMollyIsDecidedByWhatMollyDoesWithIt(Decision decision, String line) {
    assertThat(checker.check(line).decision()).isEqualTo(decision);
  }

  @Test
  void aLongCommandIsNamedInFull() {
    String ids = " i-0abcdef1234567890".repeat(20).strip();

    Verdict verdict =
        checker.check("bash -c \"aws ec2 terminate-instances --instance-ids " + ids + "\"");

    assertThat(verdict.decision()).isEqualTo(Decision.DENY);
    assertThat(verdict.reasons().getLast())
        .endsWith("/opt/molly/bin/molly aws ec2 terminate-instances --instance-ids " + ids);
  }
}
