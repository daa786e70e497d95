output "boundary_arn" {
  description = "The permission boundary, for permissions_boundary of a role."
  value       = aws_iam_policy.boundary.arn
}

output "control_policies" {
  description = "The service control policies with your names, for molly guardrails check --scp."
  value       = local.control_policies
}

output "boundary" {
  description = "The permission boundary with your names, for molly guardrails check --policy."
  value       = local.boundary
}
