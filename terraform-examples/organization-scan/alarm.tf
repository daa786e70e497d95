resource "aws_sns_topic" "notices" {
  name = var.name
}

resource "aws_sns_topic_subscription" "email" {
  count     = var.email == "" ? 0 : 1
  topic_arn = aws_sns_topic.notices.arn
  protocol  = "email"
  endpoint  = var.email
}

data "aws_iam_policy_document" "notices" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.notices.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    }
  }
}

resource "aws_sns_topic_policy" "notices" {
  arn    = aws_sns_topic.notices.arn
  policy = data.aws_iam_policy_document.notices.json
}

# An execution that failed: the shards that died can be scanned again, and the merge follows.
resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.name}-failed"
  description = "The scan of the organization failed"

  event_pattern = jsonencode({
    source      = ["aws.states"]
    detail-type = ["Step Functions Execution Status Change"]
    detail = {
      stateMachineArn = [aws_sfn_state_machine.scan.arn]
      status          = ["FAILED", "TIMED_OUT", "ABORTED"]
      # Of a merge with gaps the state machine has told already.
      error = [{ anything-but = "Incomplete" }, { exists = false }, null]
    }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  rule = aws_cloudwatch_event_rule.failed.name
  arn  = aws_sns_topic.notices.arn

  input_transformer {
    input_paths    = { run = "$.detail.executionArn", status = "$.detail.status" }
    input_template = "\"Molly: the scan of the organization ended <status>, before its report. See the log group ${aws_cloudwatch_log_group.scan.name}. To scan again what failed, and to merge: aws stepfunctions redrive-execution --region ${var.region} --execution-arn <run>\""
  }
}

# Only an execution that ends with a complete report succeeds. CloudWatch has no data of the hours without one, and those
# are what the alarm is about: 26 of them in a row are a night without a complete report.
resource "aws_cloudwatch_metric_alarm" "missed" {
  alarm_name          = "${var.name}-missed"
  alarm_description   = "Molly has made no complete report of the organization for 26 hours."
  namespace           = "AWS/States"
  metric_name         = "ExecutionsSucceeded"
  dimensions          = { StateMachineArn = aws_sfn_state_machine.scan.arn }
  statistic           = "Sum"
  period              = 3600
  evaluation_periods  = 26
  datapoints_to_alarm = 26
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [aws_sns_topic.notices.arn]
  ok_actions          = [aws_sns_topic.notices.arn]
}
