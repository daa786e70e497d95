package dev.molly.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.PolicyDocumentReader;
import dev.molly.guardrail.DoorResult.State;
import dev.molly.guardrail.PolicyEvaluator.Answer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyEvaluatorTest {
  private static final ApiRequest REQUEST =
      new ApiRequest(
          "ec2:TerminateInstances",
          "arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
          "arn:aws:iam::111122223333:role/admin",
          Map.of(
              "aws:ResourceTag/molly:state",
              List.of("due"),
              "aws:TagKeys",
              List.of("Name", "molly:retire"),
              "ec2:Attribute/DisableApiTermination",
              List.of("False")));

  /// The condition keys are S (the state), A (a tag that is not there), K (several tag keys), P
  /// (the principal) and E (an attribute).
  @ParameterizedTest
  @CsvSource({
    "StringEquals, S, due, YES",
    "StringEquals, S, Due, NO",
    "StringEquals, S, d*, NO",
    "stringequals, S, due, YES",
    "StringEqualsIgnoreCase, E, false, YES",
    "StringNotEquals, S, due, NO",
    "StringNotEquals, S, late, YES",
    "StringNotEqualsIgnoreCase, E, FALSE, NO",
    "StringLike, S, d*, YES",
    "StringLike, S, d?e, YES",
    "StringNotLike, S, d*, NO",
    "StringEquals, A, due, NO",
    "StringNotEquals, A, due, YES",
    "StringEqualsIfExists, A, due, YES",
    "StringEqualsIfExists, S, late, NO",
    "StringNotLikeIfExists, S, d*, NO",
    "Null, A, true, YES",
    "Null, A, false, NO",
    "Null, S, true, NO",
    "Null, S, FALSE, YES",
    "Null, S, maybe, UNKNOWN",
    "Bool, E, false, YES",
    "Bool, E, true, NO",
    "BoolIfExists, A, true, YES",
    "ArnLike, P, arn:aws:iam::*:role/ad*, YES",
    "ArnEquals, P, arn:aws:iam::*:role/ad*, YES",
    "ArnNotLike, P, arn:aws:iam::*:role/ad*, NO",
    "ArnNotLike, P, arn:aws:iam::*:role/molly-*, YES",
    "ArnLike, P, arn:*, NO",
    "ForAnyValue:StringLike, K, molly:*, YES",
    "ForAnyValue:StringLike, K, aws:*, NO",
    "ForAnyValue:StringNotLike, K, molly:*, YES",
    "ForAnyValue:StringLike, A, *, NO",
    "ForAnyValue:StringNotLike, A, x, NO",
    "ForAllValues:StringLike, K, molly:*, NO",
    "ForAllValues:StringLike, K, *, YES",
    "ForAllValues:StringLike, A, x, YES",
    "StringEquals, K, Name, UNKNOWN",
    "NumericEquals, S, 1, UNKNOWN",
    "NotIpAddress, S, 1, UNKNOWN",
    "DateLessThan, S, 2026-01-01, UNKNOWN",
    "StringEquals, S, ${aws:username}, UNKNOWN",
    "StringEquals, aws:SourceIp, x, UNKNOWN",
    "StringNotEquals, aws:ResourceTag/owner, x, UNKNOWN",
    "StringNotEquals, aws:ResourceTag/molly:retire-by, x, UNKNOWN",
    "Null, aws:RequestTag/molly:retire, true, UNKNOWN",
    "StringNotEquals, aws:CalledViaFirst, x, UNKNOWN",
    "StringNotEquals, ec2:Attribute/UserData, x, UNKNOWN",
    "Null, aws:MultiFactorAuthPresent, true, UNKNOWN"
  })
  void evaluatesAConditionAsAwsDoes(String operator, String key, String value, Certainty holds) {
    String name =
        switch (key) {
          case "S" -> "aws:resourcetag/molly:state";
          case "A" -> "aws:ResourceTag/molly:retire";
          case "K" -> "aws:TagKeys";
          case "P" -> "aws:PrincipalArn";
          case "E" -> "ec2:Attribute/DisableApiTermination";
          default -> key;
        };

    var condition = new PolicyCondition(operator, name, List.of(value));

    assertThat(ConditionOperator.evaluate(condition, REQUEST)).isEqualTo(holds);
  }

  @Test
  void oneOfSeveralValuesIsEnoughAndANegationNeedsAllOfThem() {
    List<String> both = List.of("late", "due");

    assertThat(evaluate("StringEquals", both)).isEqualTo(Certainty.YES);
    assertThat(evaluate("StringNotEquals", both)).isEqualTo(Certainty.NO);
  }

  private static Certainty evaluate(String operator, List<String> values) {
    return ConditionOperator.evaluate(
        new PolicyCondition(operator, "aws:ResourceTag/molly:state", values), REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Action': '*', 'Resource': '*'",
        "'Action': 'EC2:terminate*', 'Resource': '*'",
        "'Action': ['s3:*', 'ec2:*'], 'Resource': 'arn:aws:ec2:*:*:instance/*'",
        "'NotAction': 's3:*', 'Resource': '*'",
        "'Action': '*', 'NotResource': 'arn:aws:s3:::*'",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {"
            + "'aws:ResourceTag/molly:state': ['x', 'due']}, 'Null': {'aws:TagKeys': 'false'}}"
      })
  void aStatementThatIsAboutTheRequestDeniesIt(String elements) {
    assertThat(denied(elements)).isEqualTo(new Answer.Refused("No of a.json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Action': 'ec2:Describe*', 'Resource': '*'",
        "'NotAction': 'ec2:*', 'Resource': '*'",
        "'Action': '*', 'Resource': 'arn:aws:ec2:*:*:volume/*'",
        "'Action': '*', 'NotResource': 'arn:aws:ec2:*'",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {"
            + "'aws:ResourceTag/molly:state': 'due'}, 'Null': {'aws:TagKeys': 'true'}}",
        "'Action': 's3:*', 'Resource': '*', 'Condition': {'IpAddress': {'aws:SourceIp': '::1'}}"
      })
  void aStatementThatIsNotAboutTheRequestDoesNot(String elements) {
    assertThat(denied(elements)).isEqualTo(new Answer.Permitted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Action': '*', 'Resource': '*', 'Condition': {'IpAddress': {'aws:SourceIp': '::1'}}",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {'aws:TagKeys': []}}",
        "'Action': '*', 'Resource': '*', 'Condition': {'StringEquals': {}}",
        "'Action': '*', 'Resource': 'arn:aws:ec2:*:*:instance/${aws:username}'",
        "'Action': '*', 'NotResource': 'arn:aws:ec2:*:*:instance/${aws:username}'",
        "'Action': '*', 'Resource': '*', 'Principal': '*'",
        "'Action': '*', 'Resource': '*', 'Later': 'x'",
        "'Action': '*'",
        "'Resource': '*'",
        "'Action': '*', 'NotAction': 's3:*', 'Resource': '*'"
      })
  void aStatementThatIsNotUnderstoodClosesNothing(String elements) {
    assertThat(denied(elements)).isInstanceOf(Answer.Undecided.class);
    assertThat(identified(allow("'Action': '*', 'Resource': '*'"), deny(elements)))
        .isInstanceOf(Answer.Undecided.class);
  }

  @Test
  void anotherStatementThatIsUnderstoodClosesAllTheSame() {
    PolicyDocument policy =
        policy(deny("'Action': '*', 'Later': 'x'"), deny("'Action': '*', 'Resource': '*'"));

    assertThat(PolicyEvaluator.denied(List.of(policy), REQUEST))
        .isEqualTo(new Answer.Refused("No of a.json"));
  }

  @Test
  void anIdentityPolicyHasToAllow() {
    assertThat(identified(allow("'Action': 'ec2:*', 'Resource': '*'")))
        .isEqualTo(new Answer.Permitted());
    assertThat(identified(allow("'Action': 's3:*', 'Resource': '*'")))
        .isEqualTo(new Answer.Refused("no policy allows ec2:TerminateInstances"));
    assertThat(
            identified(
                allow("'Action': '*', 'Resource': '*'"), deny("'Action': '*', 'Resource': '*'")))
        .isEqualTo(new Answer.Refused("No of a.json"));
  }

  @Test
  void anAllowThatIsNotUnderstoodLeavesItOpenWhetherItIsAllowed() {
    assertThat(identified(allow("'Action': '*', 'Resource': '*', 'Later': 'x'")))
        .isInstanceOf(Answer.Undecided.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Null, false, CLOSED",
    "Null, true, OPEN",
    "StringLike, v=1*, CLOSED",
    "StringNotLike, v=1*, OPEN"
  })
  void aRequestThatWritesATagHasItsValue(String operator, String value, State state) {
    String condition = "{'%s': {'aws:RequestTag/molly:retire': '%s'}}".formatted(operator, value);
    PolicyDocument policy =
        policy(deny("'Action': '*', 'Resource': '*', 'Condition': " + condition));

    GuardrailReport report = new GuardrailCheck(List.of(policy), List.of(), Set.of()).report();

    assertThat(report.in(state)).extracting(each -> each.door().id()).contains("forge-record");
  }

  private static Answer denied(String elements) {
    return PolicyEvaluator.denied(List.of(policy(deny(elements))), REQUEST);
  }

  private static Answer identified(String... statements) {
    return PolicyEvaluator.identified(List.of(policy(statements)), REQUEST);
  }

  private static String deny(String elements) {
    return "{'Sid': 'No', 'Effect': 'Deny', " + elements + "}";
  }

  private static String allow(String elements) {
    return "{'Effect': 'Allow', " + elements + "}";
  }

  private static PolicyDocument policy(String... statements) {
    String json =
        "{'Version': '2012-10-17', 'Statement': [%s]}".formatted(String.join(",", statements));
    return PolicyDocumentReader.read("a.json", json.replace('\'', '"'));
  }
}
