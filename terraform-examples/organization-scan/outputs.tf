output "reports" {
  description = "Where the reports are. Each night is a version of them."
  value       = "s3://${aws_s3_bucket.reports.id}/reports/molly.html"
}

output "try_it" {
  description = "The command that runs the scan now."
  value       = "aws stepfunctions start-execution --region ${var.region} --state-machine-arn ${aws_sfn_state_machine.scan.arn} --input '{}'"
}

output "topic" {
  description = "The SNS topic that is told of reports, gaps, failures and missed nights."
  value       = aws_sns_topic.notices.arn
}
