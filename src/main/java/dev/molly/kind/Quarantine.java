package dev.molly.kind;

import dev.molly.model.Glob;
import java.util.Locale;
import software.amazon.awssdk.policybuilder.iam.IamCondition;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPolicyReader;
import software.amazon.awssdk.policybuilder.iam.IamPrincipal;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// Whether a bucket is quarantined: its policy has molly's statement, known by its Sid, and that
/// still denies everybody but molly everything.
final class Quarantine {
  static final String SID = "MollyQuarantine";

  private Quarantine() {}

  /// A policy that cannot be read is not taken for one.
  ///
  /// @param policy the bucket policy's text; empty when there is none
  /// @param bucket the bucket's ARN
  static boolean isIn(String policy, String bucket) {
    if (policy.isEmpty()) {
      return false;
    }
    try {
      IamPolicy read = IamPolicyReader.create().read(policy);
      return read.statements().stream().anyMatch(statement -> holds(statement, bucket));
    } catch (RuntimeException e) {
      // The reader has no exception of its own for text that is not a policy.
      return false;
    }
  }

  /// What follows the Sid is held against what it stands for: somebody may have edited it.
  private static boolean holds(IamStatement statement, String bucket) {
    return SID.equals(statement.sid())
        && statement.effect().equals(IamEffect.DENY)
        && statement.principals().stream().anyMatch(Quarantine::everyone)
        && denies(statement, "s3:getobject")
        && denies(statement, "s3:putobject")
        && statement.resources().stream()
            .anyMatch(resource -> new Glob(resource.value()).matches(bucket + "/an-object"))
        && statement.conditions().stream().allMatch(Quarantine::exempts);
  }

  private static boolean everyone(IamPrincipal principal) {
    return principal.id().equals("*")
        && (principal.type().value().equals("*") || principal.type().value().equals("AWS"));
  }

  /// IAM compares actions without regard to case.
  private static boolean denies(IamStatement statement, String action) {
    return statement.actions().stream()
        .anyMatch(each -> new Glob(each.value().toLowerCase(Locale.ROOT)).matches(action));
  }

  /// `ArnNotLike aws:PrincipalArn` and its like leave somebody out. Any other condition says when
  /// the statement holds at all.
  private static boolean exempts(IamCondition condition) {
    return condition.key().value().toLowerCase(Locale.ROOT).startsWith("aws:principal")
        && condition.operator().value().contains("Not");
  }
}
