package dev.molly.kind.s3;

import dev.molly.model.Protection;
import dev.molly.text.Glob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.policybuilder.iam.IamAction;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPolicyReader;
import software.amazon.awssdk.policybuilder.iam.IamPrincipal;
import software.amazon.awssdk.policybuilder.iam.IamResource;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/// Evaluates whether a bucket policy denies the bucket's deletion to all principals, including
/// wildcards, `Not...` elements, principals and conditions.
final class DeleteDenyCheck {
  private static final String ACTION = "s3:DeleteBucket";

  private DeleteDenyCheck() {}

  /// @param policy the JSON text of the bucket policy
  /// @param bucket the bucket's ARN
  static Protection by(String policy, String bucket) {
    IamPolicy read;
    try {
      read = IamPolicyReader.create().read(policy);
    } catch (RuntimeException e) {
      // The parser has no specific exception for text that is not a policy.
      return new Protection.Unknown("the bucket policy cannot be read: " + e.getMessage(), "");
    }
    if (!read.statements().stream().allMatch(DeleteDenyCheck::allowsOrDenies)) {
      return new Protection.Unknown("the bucket policy neither allows nor denies somewhere", "");
    }
    List<IamStatement> denials =
        read.statements().stream()
            .filter(statement -> statement.effect().equals(IamEffect.DENY))
            .filter(DeleteDenyCheck::coversTheAction)
            .filter(statement -> coversTheBucket(statement, bucket))
            .toList();
    if (denials.isEmpty()) {
      return new Protection.Off("the bucket policy does not deny " + ACTION);
    }
    if (denials.stream().anyMatch(statement -> exception(statement).isEmpty())) {
      return new Protection.On("the bucket policy denies " + ACTION + " to everyone");
    }
    return new Protection.Ineffective(
        "the bucket policy denies " + ACTION + ", but " + exception(denials.getFirst()).get());
  }

  private static boolean allowsOrDenies(IamStatement statement) {
    return statement.effect().equals(IamEffect.ALLOW) || statement.effect().equals(IamEffect.DENY);
  }

  private static boolean coversTheAction(IamStatement statement) {
    return statement.actions().isEmpty()
        ? !statement.notActions().isEmpty()
            && statement.notActions().stream().noneMatch(DeleteDenyCheck::isTheAction)
        : statement.actions().stream().anyMatch(DeleteDenyCheck::isTheAction);
  }

  /// IAM compares actions case-insensitively.
  private static boolean isTheAction(IamAction action) {
    return new Glob(action.value().toLowerCase(Locale.ROOT))
        .matches(ACTION.toLowerCase(Locale.ROOT));
  }

  private static boolean coversTheBucket(IamStatement statement, String bucket) {
    return statement.resources().isEmpty()
        ? !statement.notResources().isEmpty()
            && statement.notResources().stream().noneMatch(resource -> is(resource, bucket))
        : statement.resources().stream().anyMatch(resource -> is(resource, bucket));
  }

  private static boolean is(IamResource resource, String bucket) {
    return new Glob(resource.value()).matches(bucket);
  }

  /// Returns the principals that the denial excludes, in words; empty if there are none.
  private static Optional<String> exception(IamStatement statement) {
    if (!statement.conditions().isEmpty()) {
      var condition = statement.conditions().getFirst();
      return Optional.of(
          "only on a condition ("
              + condition.operator().value()
              + " "
              + condition.key().value()
              + ")");
    }
    if (!statement.notPrincipals().isEmpty()) {
      return Optional.of("not to everyone (NotPrincipal)");
    }
    return statement.principals().stream().anyMatch(DeleteDenyCheck::everyone)
        ? Optional.empty()
        : Optional.of("not to everyone (Principal)");
  }

  /// `"Principal": "*"`, or `{"AWS": "*"}`, which means the same in a Deny.
  private static boolean everyone(IamPrincipal principal) {
    return principal.id().equals("*")
        && (principal.type().value().equals("*") || principal.type().value().equals("AWS"));
  }
}
