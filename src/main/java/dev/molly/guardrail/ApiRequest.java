package dev.molly.guardrail;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A request to AWS, as a policy sees it.
///
/// @param action the IAM action: `ec2:TerminateInstances`
/// @param resource the ARN of the resource
/// @param principal the ARN of the principal
/// @param context the values of the condition keys that are in the request, by their names in
///     lower case; `aws:PrincipalArn` is added
public record ApiRequest(
    String action, String resource, String principal, Map<String, List<String>> context) {
  /// The condition keys of which it is known that they are not in a request of the table that
  /// does not set them. Any other key may be in it or not.
  private static final Set<String> DECIDED =
      Set.of(
          "aws:resourcetag/molly:retire",
          "aws:resourcetag/molly:state",
          "aws:resourcetag/molly:copy-of",
          "aws:tagkeys",
          "aws:calledvia",
          "ec2:attribute/disableapitermination",
          "ec2:attribute/disableapistop",
          "ec2:attribute/instanceinitiatedshutdownbehavior",
          "kms:resourcealiases",
          "autoscaling:forcedelete");

  public ApiRequest {
    var all = new HashMap<String, List<String>>();
    context.forEach((key, values) -> all.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
    all.put("aws:principalarn", List.of(principal));
    context = Map.copyOf(all);
  }

  /// The values of a condition key.
  sealed interface Values {
    /// The values in the request; none if the key is not in it.
    record Known(List<String> values) implements Values {}

    /// Nothing is known of the key.
    record Unknown() implements Values {}
  }

  /// Returns the values of a condition key, whose name is not case-sensitive.
  Values values(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(context.get(name))
        .<Values>map(Values.Known::new)
        .orElseGet(
            () -> DECIDED.contains(name) ? new Values.Known(List.of()) : new Values.Unknown());
  }
}
