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
import software.amazon.awssdk.policybuilder.iam.IamPolicyWriter;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// What a session may do beside what its role may: exactly some actions on exactly some resources,
/// and reading. Given to STS when the role is assumed, so that AWS itself holds molly to its plan.
///
/// Source: STS API Reference, AssumeRole: an inline session policy has at most 2,048 characters.
public final class SessionPolicy {
  static final int MOST = 2_048;

  private SessionPolicy() {}

  /// Puts calls into as few sessions as have room for them, in the order in which they come.
  ///
  /// @param calls what each call needs: all of it in one session
  /// @param reads the IAM actions that every session may do anywhere
  /// @throws IllegalArgumentException when one call alone has no room
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

  /// What a start takes of an instance whose volumes are encrypted with a key of the account's own.
  public static final String CREATE_GRANT = "kms:CreateGrant";

  /// A policy for people to read and to attach: these actions, on everything. Grants for keys only
  /// as far as EC2 asks for them.
  public static String forPeople(List<String> actions) {
    List<String> plain = actions.stream().filter(each -> !each.equals(CREATE_GRANT)).toList();
    var policy = IamPolicy.builder().addStatement(allow(plain, Set.of("*")));
    if (plain.size() < actions.size()) {
      policy.addStatement(grantsForEc2());
    }
    return policy.build().toJson(IamPolicyWriter.builder().prettyPrint(true).build());
  }

  /// Source: https://www.repost.aws/knowledge-center/kms-iam-ec2-permission; KMS Developer Guide,
  /// "kms:ViaService" and "kms:GrantIsForAWSResource".
  private static IamStatement grantsForEc2() {
    return allow(List.of(CREATE_GRANT), Set.of("*")).toBuilder()
        .addCondition(c -> c.operator("Bool").key("kms:GrantIsForAWSResource").value("true"))
        .addCondition(
            c -> c.operator("StringLike").key("kms:ViaService").value("ec2.*.amazonaws.com"))
        .build();
  }

  /// The same, with some actions only on what carries a tag: `aws:ResourceTag/KEY` is there.
  ///
  /// @param tagged those of the actions whose resources have to carry it
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

  /// The policy's JSON text.
  static String json(Collection<IamGrant> grants, List<String> reads) {
    var policy = IamPolicy.builder();
    if (!reads.isEmpty()) {
      policy.addStatement(allow(reads, Set.of("*")));
    }
    Map<Statement, Set<String>> arns = new LinkedHashMap<>();
    grants.stream()
        .sorted(Comparator.comparing(IamGrant::permission))
        .forEach(
            grant ->
                arns.computeIfAbsent(Statement.of(grant), same -> new TreeSet<>())
                    .add(grant.arn()));
    arns.forEach((statement, on) -> policy.addStatement(statement.allow(on)));
    return policy.build().toJson();
  }

  /// What one statement says of all its resources.
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
