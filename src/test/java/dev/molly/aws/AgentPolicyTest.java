package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.SupportedKinds;
import dev.molly.guardrail.Door;
import dev.molly.guardrail.DoorResult;
import dev.molly.guardrail.DoorResult.State;
import dev.molly.guardrail.GuardrailCheck;
import dev.molly.guardrail.PolicyDocument;
import dev.molly.guardrail.PolicyStatement;
import dev.molly.guardrail.PolicyStatement.Effect;
import dev.molly.model.KindId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The policy of a coding agent's role reads everything, and destroys nothing, also beside a policy
/// that allows everything.
class AgentPolicyTest {
  private static final int LARGEST_POLICY = 6_144;
  private static final String CALLER = "role/administrator";

  private static final Map<String, String> DELETES =
      Map.ofEntries(
          Map.entry("ec2-instance", "ec2:TerminateInstances"),
          Map.entry("ec2-image", "ec2:DeregisterImage"),
          Map.entry("rds-instance", "rds:DeleteDBInstance"),
          Map.entry("rds-cluster", "rds:DeleteDBCluster"),
          Map.entry("s3-bucket", "s3:DeleteBucket"),
          Map.entry("dynamodb-table", "dynamodb:DeleteTable"),
          Map.entry("eks-cluster", "eks:DeleteCluster"),
          Map.entry("load-balancer", "elasticloadbalancing:DeleteLoadBalancer"),
          Map.entry("cloudwatch-log-group", "logs:DeleteLogGroup"),
          Map.entry("cloudformation-stack", "cloudformation:DeleteStack"),
          Map.entry("cognito-user-pool", "cognito-idp:DeleteUserPool"));

  private static final PolicyDocument EVERYTHING =
      PolicyDocumentReader.read(
          "admin.json",
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\","
              + "\"Resource\":\"*\"}]}");

  @Test
  void allowsNothingButReads() {
    List<PolicyStatement> allows =
        agent().statements().stream().filter(each -> each.effect() == Effect.ALLOW).toList();

    assertThat(allows).hasSize(1);
    assertThat(allows.getFirst().actions())
        .contains("ec2:DescribeInstances", "cloudwatch:GetMetricData", "s3:ListBucketVersions")
        .allSatisfy(
            action -> assertThat(action).matches("[a-z0-9-]+:(Describe|Get|List|Lookup)\\w+"));
  }

  @Test
  void deniesTheDeletionOfEveryKindThatMollyKnows() {
    Set<String> denied =
        agent().statements().stream()
            .filter(each -> each.effect() == Effect.DENY)
            .flatMap(each -> each.actions().stream())
            .collect(Collectors.toSet());

    assertThat(DELETES.keySet())
        .containsExactlyInAnyOrderElementsOf(
            SupportedKinds.aws().catalog().kinds().stream().map(KindId::value).toList());
    assertThat(denied).containsAll(DELETES.values());
  }

  @Test
  void closesItsOwnDoorsAlsoBesideAPolicyThatAllowsEverything() {
    assertThat(open(agent())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("denials")
  void aDoorOpensWithoutAnyOfItsDenials(String denial) {
    assertThat(open(agent().without(denial))).isNotEmpty();
  }

  @Test
  void aRoleToStageByCanBeAssumedAndThePurgersCannot() {
    PolicyDocument policy = read(List.of("molly-retire", "molly-purge"));

    assertThat(policy.statements().get(1).resources())
        .containsExactly("arn:aws:iam::*:role/molly-purge", "arn:aws:iam::*:role/molly-retire");
    assertThat(open(policy)).isEmpty();
  }

  @Test
  void fitsIntoAManagedPolicy() throws IOException {
    String json = SupportedKinds.aws().policyForAgent(List.of("molly-retire", "molly-restore"));

    assertThat(new JsonMapper().readTree(json).toString()).hasSizeLessThanOrEqualTo(LARGEST_POLICY);
  }

  /// The doors that the agent itself opens.
  private static List<String> open(PolicyDocument policy) {
    return new GuardrailCheck(List.of(), List.of(policy, EVERYTHING), Set.of())
        .report().in(State.OPEN).stream()
            .map(DoorResult::door)
            .filter(AgentPolicyTest::isOfTheCaller)
            .map(Door::id)
            .toList();
  }

  private static boolean isOfTheCaller(Door door) {
    return door.requests().stream().anyMatch(each -> each.principal().endsWith(CALLER));
  }

  private static PolicyDocument agent() {
    return read(List.of());
  }

  private static PolicyDocument read(List<String> stageRoles) {
    return PolicyDocumentReader.read("agent.json", SupportedKinds.aws().policyForAgent(stageRoles));
  }

  static List<String> denials() {
    return agent().statements().stream()
        .filter(each -> each.effect() == Effect.DENY)
        .map(PolicyStatement::name)
        .toList();
  }
}
