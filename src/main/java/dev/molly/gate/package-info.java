/// Reads a plan of Terraform, OpenTofu or CloudFormation and finds the changes in it that delete
/// something, or take its protection away. It asks AWS nothing, and reads no clock; depends on
/// `model` and `text` alone. What AWS says of the resources is found out in `cli`. The policy is
/// read in `config`, the report written in `report.gate`.
///
/// To add a resource type or an attribute that protects: a line in `gate/resource-types.yaml`.
/// To add a rule: a constant in [GateRule], its page in `explain`, and the place in
/// `ChangeChecker` that finds it.
package dev.molly.gate;
