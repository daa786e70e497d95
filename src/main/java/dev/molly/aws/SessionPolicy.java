package dev.molly.aws;

import dev.molly.plan.IamGrant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPolicyReader;
import software.amazon.awssdk.policybuilder.iam.IamPolicyWriter;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// The session policy, which restricts a role to exactly some actions on exactly some resources,
/// and to reads. Passed to STS when the role is assumed, so that AWS itself enforces molly's
/// plan.
///
/// Source: STS API Reference, AssumeRole: an inline session policy has at most 2,048 characters.
public final class SessionPolicy {
  static final int MOST = 2_048;

  private SessionPolicy() {}

  /// Distributes calls over as few sessions as have room for them, in the order given.
  ///
  /// @param calls the grants that each call requires, all in one session
  /// @param reads the IAM actions that every session may perform on all resources
  /// @throws IllegalArgumentException if a single call does not fit
  public static List<Set<IamGrant>> pack(Collection<Set<IamGrant>> calls, List<String> reads) {
    var sessions = new ArrayList<Set<IamGrant>>();
    Set<IamGrant> current = new LinkedHashSet<>();
    for (Set<IamGrant> call : calls) {
      Set<IamGrant> more = new LinkedHashSet<>(current);
      more.addAll(call);
      if (json(more, reads).length() <= MOST) {
        current = more;
        continue;
      }
      if (json(call, reads).length() > MOST) {
        throw new IllegalArgumentException(noRoom(call, reads));
      }
      if (!current.isEmpty()) {
        sessions.add(current);
      }
      current = new LinkedHashSet<>(call);
    }
    if (!current.isEmpty()) {
      sessions.add(current);
    }
    return List.copyOf(sessions);
  }

  private static String noRoom(Set<IamGrant> call, List<String> reads) {
    IamGrant first = call.iterator().next();
    return "no session policy has room for %s on %s: with reading it takes %d characters, and AWS allows %d"
        .formatted(first.permission(), first.arn(), json(call, reads).length(), MOST);
  }

  /// The permission to start an instance whose volumes are encrypted with a key of the account's
  /// own.
  public static final String CREATE_GRANT = "kms:CreateGrant";

  /// Returns a policy for an administrator to read and attach: these actions on all resources.
  /// Grants for keys are limited to those that EC2 requests.
  public static String forPeople(List<String> actions) {
    return forPeople(actions, List.of());
  }

  /// Returns the same policy with some grants in addition.
  public static String forPeople(List<String> actions, List<IamGrant> grants) {
    List<String> plain = actions.stream().filter(each -> !each.equals(CREATE_GRANT)).toList();
    var policy = IamPolicy.builder().addStatement(allow(plain, Set.of("*")));
    if (plain.size() < actions.size()) {
      policy.addStatement(grantsForEc2());
    }
    add(policy, grants);
    return policy.build().toJson(IamPolicyWriter.builder().prettyPrint(true).build());
  }

  /// Returns a policy for a scan: these actions on all resources, and some objects to read and
  /// write.
  ///
  /// @param role the ARN of the roles to assume, with `*` for the account; empty for none
  /// @param objects the ARNs of the objects, with `*` for all under a prefix; may be empty
  /// @param grants grants in addition
  public static String forScan(
      List<String> actions, String role, List<String> objects, List<IamGrant> grants) {
    var policy = IamPolicy.builder().addStatement(allow(actions, Set.of("*")));
    if (!role.isEmpty()) {
      policy.addStatement(allow(List.of("sts:AssumeRole"), Set.of(role)));
    }
    if (!objects.isEmpty()) {
      policy.addStatement(
          allow(List.of(BucketObjects.READ, BucketObjects.WRITE), new LinkedHashSet<>(objects)));
    }
    add(policy, grants);
    return policy.build().toJson(IamPolicyWriter.builder().prettyPrint(true).build());
  }

  /// Returns a policy for the role of a coding agent: these reads on all resources, some roles
  /// to assume, and the denials that come with molly.
  ///
  /// @param roles the names of the roles, in any account; may be empty
  public static String forAgent(List<String> reads, List<String> roles) {
    var policy = IamPolicy.builder().addStatement(allow(reads, Set.of("*")));
    if (!roles.isEmpty()) {
      Set<String> arns = new TreeSet<>();
      roles.forEach(role -> arns.add("arn:aws:iam::*:role/" + role));
      policy.addStatement(allow(List.of("sts:AssumeRole"), arns));
    }
    IamPolicyReader.create()
        .read(ResourceText.of("/iam/agent.json"))
        .statements()
        .forEach(policy::addStatement);
    return policy.build().toJson(IamPolicyWriter.builder().prettyPrint(true).build());
  }

  /// Source: https://www.repost.aws/knowledge-center/kms-iam-ec2-permission; KMS Developer
  /// Guide, "kms:ViaService" and "kms:GrantIsForAWSResource".
  private static IamStatement grantsForEc2() {
    return allow(List.of(CREATE_GRANT), Set.of("*")).toBuilder()
        .addCondition(c -> c.operator("Bool").key("kms:GrantIsForAWSResource").value("true"))
        .addCondition(
            c -> c.operator("StringLike").key("kms:ViaService").value("ec2.*.amazonaws.com"))
        .build();
  }

  /// Returns a policy that permits some of the actions only on resources that carry a tag, by
  /// the condition that `aws:ResourceTag/KEY` exists.
  ///
  /// @param tagged the actions among them that require the tag
  /// @param key the key of the tag
  public static String forPeople(List<String> actions, List<String> tagged, String key) {
    List<String> free = actions.stream().filter(action -> !tagged.contains(action)).toList();
    List<String> held = actions.stream().filter(tagged::contains).toList();
    var onTagged =
        allow(held, Set.of("*")).toBuilder()
            .addCondition(IamConditionOperator.NULL, "aws:ResourceTag/" + key, "false")
            .build();
    var policy = IamPolicy.builder().addStatement(allow(free, Set.of("*"))).addStatement(onTagged);
    return policy.build().toJson(IamPolicyWriter.builder().prettyPrint(true).build());
  }

  /// Returns the JSON text of the policy.
  static String json(Collection<IamGrant> grants, List<String> reads) {
    var policy = IamPolicy.builder();
    if (!reads.isEmpty()) {
      policy.addStatement(allow(reads, Set.of("*")));
    }
    add(policy, grants);
    return policy.build().toJson();
  }

  private static void add(IamPolicy.Builder policy, Collection<IamGrant> grants) {
    Map<Statement, Set<String>> arns = new LinkedHashMap<>();
    grants.stream()
        .sorted(Comparator.comparing(IamGrant::permission))
        .forEach(
            grant ->
                arns.computeIfAbsent(Statement.of(grant), same -> new TreeSet<>())
                    .add(grant.arn()));
    arns.forEach((statement, on) -> policy.addStatement(statement.allow(on)));
  }

  /// The action and the conditions of a statement, which apply to all its resources.
  private record Statement(String action, List<IamGrant.Condition> conditions) {
    static Statement of(IamGrant grant) {
      return new Statement(grant.permission(), grant.conditions());
    }

    IamStatement allow(Set<String> arns) {
      var statement = SessionPolicy.allow(List.of(action), arns).toBuilder();
      conditions.forEach(
          one ->
              statement.addCondition(
                  c -> c.operator(one.operator()).key(one.key()).value(one.value())));
      return statement.build();
    }
  }

  private static IamStatement allow(List<String> actions, Set<String> arns) {
    var statement = IamStatement.builder().effect(IamEffect.ALLOW);
    actions.forEach(statement::addAction);
    arns.forEach(statement::addResource);
    return statement.build();
  }
}
