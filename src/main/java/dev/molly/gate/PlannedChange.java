package dev.molly.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.molly.model.Arn;
import java.util.List;
import java.util.Optional;

/// One change of a plan.
///
/// @param address the resource's address in the plan, as in `module.db.aws_db_instance.orders`; in
///     CloudFormation, its logical id
/// @param type the Terraform type: `aws_db_instance`
/// @param before its attributes now; missing if the plan does not say
/// @param after its attributes after the change; null if it is deleted
/// @param unknown `true` in the place of each attribute that is known only when the plan is applied
/// @param sensitive `true` in the place of each attribute that is secret
/// @param because why it is replaced: the attributes that cannot be changed in place
/// @param origin the kind of plan it is in
/// @param blockRemoved whether its block is no longer in the configuration, so that a
///     `prevent_destroy` in it no longer counts
public record PlannedChange(
    String address,
    String type,
    PlanAction action,
    JsonNode before,
    JsonNode after,
    JsonNode unknown,
    JsonNode sensitive,
    List<String> because,
    Origin origin,
    boolean blockRemoved) {
  /// The kinds of plans.
  public enum Origin {
    TERRAFORM,
    CLOUDFORMATION
  }

  public PlannedChange {
    because = List.copyOf(because);
  }

  /// Returns the ARN of the resource that there is.
  public Optional<Arn> arn() {
    String text = text("arn");
    try {
      return Arn.isOne(text) ? Optional.of(Arn.parse(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Returns the identifier of the resource that there is; empty if the plan has none, or hides it.
  public String identifier() {
    return text("id");
  }

  private String text(String attribute) {
    return sensitive.path(attribute).asBoolean() ? "" : before.path(attribute).asText("");
  }
}
