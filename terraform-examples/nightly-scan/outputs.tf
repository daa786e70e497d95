output "reports" {
  description = "Where the reports are. Each night is a version of them."
  value       = "${local.report}.html"
}

output "try_it" {
  description = "The command that runs the scan now."
  value = join(" ", [
    "aws ecs run-task --cluster ${aws_ecs_cluster.scan.name} --launch-type FARGATE",
    "--task-definition ${aws_ecs_task_definition.scan.family} --network-configuration",
    "'awsvpcConfiguration={subnets=[${join(",", var.subnet_ids)}],securityGroups=[${aws_security_group.scan.id}],assignPublicIp=${var.assign_public_ip ? "ENABLED" : "DISABLED"}}'",
  ])
}

output "topic" {
  description = "The SNS topic that is told of reports and of missed nights."
  value       = aws_sns_topic.notices.arn
}
