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

# Not that a task was started counts, nor how it ended, but that its report is in the bucket.
resource "aws_s3_bucket_notification" "reports" {
  bucket      = aws_s3_bucket.reports.id
  eventbridge = true
}

resource "aws_cloudwatch_event_rule" "report" {
  name        = "${var.name}-report"
  description = "A report of Molly was written"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = { name = [aws_s3_bucket.reports.id] }
      object = { key = ["reports/molly.json"] }
    }
  })
}

resource "aws_cloudwatch_event_target" "report" {
  rule = aws_cloudwatch_event_rule.report.name
  arn  = aws_sns_topic.notices.arn

  input_transformer {
    input_paths    = { version = "$.detail.object.version-id" }
    input_template = "\"Molly's report of tonight: ${local.report}.html (the JSON is version <version>)\""
  }
}

# The rule counts each report as an invocation. CloudWatch has no data of the hours without one, and those are what
# the alarm is about: 26 of them in a row are a night without a report. The metric begins with the first report, so
# the alarm is on until then.
resource "aws_cloudwatch_metric_alarm" "missed" {
  alarm_name          = "${var.name}-missed"
  alarm_description   = "Molly has written no report for 26 hours. See the log group ${aws_cloudwatch_log_group.scan.name}."
  namespace           = "AWS/Events"
  metric_name         = "Invocations"
  dimensions          = { RuleName = aws_cloudwatch_event_rule.report.name }
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
