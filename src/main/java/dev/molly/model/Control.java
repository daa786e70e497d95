package dev.molly.model;

import dev.molly.text.IdentifierSyntax;
import java.time.Duration;

/// One protection that a kind offers.
///
/// @param measure the type of requirement that a rule may make
/// @param page the `molly explain` page that describes the control, its purpose and how to turn
///     it on
/// @param summary one line, for lists and for editors
/// @param documentation the address of AWS's documentation; empty if it is not known
/// @param terraform the attribute that turns it on in Terraform, with `{days}` for a length;
///     empty if the AWS provider has none
public record Control(
    ControlId id,
    Measure measure,
    String page,
    String summary,
    String documentation,
    String terraform) {
  /// The type of requirement that a rule may make on a control.
  public enum Measure {
    /// The control is on or off.
    SWITCH,
    /// The control is on for a length of time: a rule may require `at-least`.
    DURATION
  }

  public Control {
    IdentifierSyntax.kebab(page, "an explain page");
  }

  /// Creates a control without documentation outside of Molly.
  public Control(ControlId id, Measure measure, String page, String summary) {
    this(id, measure, page, summary, "", "");
  }

  public static Control of(String id, Measure measure, String page, String summary) {
    return new Control(new ControlId(id), measure, page, summary);
  }

  /// Returns the same control with the address of AWS's documentation.
  public Control documentedAt(String address) {
    return new Control(id, measure, page, summary, address, terraform);
  }

  /// Returns the same control with the attribute of HashiCorp's AWS provider that turns it on.
  ///
  /// @param attribute the attribute and its value: `aws_lb.enable_deletion_protection = true`
  public Control inTerraform(String attribute) {
    return new Control(id, measure, page, summary, documentation, attribute);
  }

  /// Returns the attribute that turns the control on in Terraform.
  ///
  /// @param atLeast the length that a rule requires; a length without one is a day
  public String terraform(Duration atLeast) {
    return terraform.replace("{days}", String.valueOf(Math.max(1, atLeast.toDays())));
  }
}
