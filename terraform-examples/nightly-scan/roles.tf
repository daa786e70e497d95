data "aws_iam_policy_document" "trust" {
  for_each = toset(["ecs-tasks", "scheduler"])

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["${each.key}.amazonaws.com"]
    }

    # No other account's task or schedule may be given this role.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [var.account_id]
    }
  }
}

# What the scan may do: only reads.
resource "aws_iam_role" "scan" {
  name               = "${var.name}-scan"
  assume_role_policy = data.aws_iam_policy_document.trust["ecs-tasks"].json
}

# The file is what `molly iam scan` prints. After an upgrade of Molly: molly iam scan > molly-scan.json
resource "aws_iam_role_policy" "scan" {
  name   = "molly-iam-scan"
  role   = aws_iam_role.scan.id
  policy = file("${path.module}/molly-scan.json")
}

# And what it may write: its own reports, and what it keeps for the next night.
data "aws_iam_policy_document" "objects" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = [for key in ["store/*", "reports/molly.json", "reports/molly.html"] : "${aws_s3_bucket.reports.arn}/${key}"]
  }
}

resource "aws_iam_role_policy" "objects" {
  name   = "reports"
  role   = aws_iam_role.scan.id
  policy = data.aws_iam_policy_document.objects.json
}

# What Fargate itself needs: to pull the image and to write the log.
resource "aws_iam_role" "start" {
  name               = "${var.name}-start"
  assume_role_policy = data.aws_iam_policy_document.trust["ecs-tasks"].json
}

resource "aws_iam_role_policy_attachment" "start" {
  role       = aws_iam_role.start.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_role" "schedule" {
  name               = "${var.name}-schedule"
  assume_role_policy = data.aws_iam_policy_document.trust["scheduler"].json
}

data "aws_iam_policy_document" "schedule" {
  statement {
    actions   = ["ecs:RunTask"]
    resources = ["${aws_ecs_task_definition.scan.arn_without_revision}:*", aws_ecs_task_definition.scan.arn_without_revision]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [aws_ecs_cluster.scan.arn]
    }
  }

  statement {
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.scan.arn, aws_iam_role.start.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "schedule" {
  name   = "run-the-scan"
  role   = aws_iam_role.schedule.id
  policy = data.aws_iam_policy_document.schedule.json
}
