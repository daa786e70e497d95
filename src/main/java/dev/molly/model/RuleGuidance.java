package dev.molly.model;

/// Where a reader finds more about a rule's findings, beyond Molly.
///
/// @param console the page of the resource in the AWS console
/// @param documentation the address of AWS's documentation of the control; may be empty
/// @param terraform the attribute that fixes a finding in Terraform:
///     `aws_instance.disable_api_termination = true`; empty if the AWS provider has none
public record RuleGuidance(ConsoleAddress console, String documentation, String terraform) {
  public static final RuleGuidance NONE = new RuleGuidance(ConsoleAddress.NONE, "", "");
}
