resource "aws_sfn_state_machine" "scan" {
  name     = var.name
  role_arn = aws_iam_role.machine.arn

  definition = templatefile("${path.module}/state-machine.asl.json.tftpl", {
    cluster = aws_ecs_cluster.scan.arn
    task    = aws_ecs_task_definition.scan.arn
    network = jsonencode({
      AwsvpcConfiguration = {
        Subnets        = var.subnet_ids
        SecurityGroups = [aws_security_group.scan.id]
        AssignPublicIp = var.assign_public_ip ? "ENABLED" : "DISABLED"
      }
    })
    bucket                       = aws_s3_bucket.reports.id
    shards                       = var.shards
    tolerated_failure_percentage = var.tolerated_failure_percentage
    shard_timeout                = var.shard_timeout
    topic                        = aws_sns_topic.notices.arn
    log_group                    = aws_cloudwatch_log_group.scan.name
  })

  # Step Functions asks whether the role may do all that when the machine is made.
  depends_on = [aws_iam_role_policy.machine]
}

resource "aws_scheduler_schedule" "nightly" {
  name                         = var.name
  schedule_expression          = var.schedule
  schedule_expression_timezone = var.time_zone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.scan.arn
    role_arn = aws_iam_role.schedule.arn
    input    = "{}"

    retry_policy {
      maximum_retry_attempts       = 10
      maximum_event_age_in_seconds = 3600
    }
  }
}
