data "aws_iam_policy_document" "trust" {
  for_each = toset(["ecs-tasks", "scheduler", "states"])

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

# What the scan may do: read here, list the accounts, and enter those that have the role for it.
resource "aws_iam_role" "scan" {
  name               = "${var.name}-scan"
  assume_role_policy = data.aws_iam_policy_document.trust["ecs-tasks"].json
}

# The file is what this prints; so it is done again after an upgrade of Molly:
# molly iam scan --organization --config organization.yaml > molly-scan.json
resource "aws_iam_role_policy" "scan" {
  name   = "molly-iam-scan"
  role   = aws_iam_role.scan.id
  policy = file("${path.module}/molly-scan.json")
}

# And what it may write: the parts of its own runs, and the reports.
data "aws_iam_policy_document" "objects" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = [for folder in ["runs", "reports"] : "${aws_s3_bucket.reports.arn}/${folder}/*"]
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
    actions   = ["states:StartExecution"]
    resources = [aws_sfn_state_machine.scan.arn]
  }
}

resource "aws_iam_role_policy" "schedule" {
  name   = "start-the-scan"
  role   = aws_iam_role.schedule.id
  policy = data.aws_iam_policy_document.schedule.json
}

resource "aws_iam_role" "machine" {
  name               = "${var.name}-machine"
  assume_role_policy = data.aws_iam_policy_document.trust["states"].json
}

locals {
  machine = "arn:aws:states:${var.region}:${var.account_id}:stateMachine:${var.name}"
}

data "aws_iam_policy_document" "machine" {
  statement {
    actions   = ["ecs:RunTask"]
    resources = ["${aws_ecs_task_definition.scan.arn_without_revision}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [aws_ecs_cluster.scan.arn]
    }
  }

  # Step Functions stops only tasks that it has started itself.
  # Source: Step Functions Developer Guide, "IAM policies for calling Amazon ECS".
  statement {
    actions   = ["ecs:StopTask", "ecs:DescribeTasks"]
    resources = ["*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [aws_ecs_cluster.scan.arn]
    }
  }

  # By this rule it learns that a task has ended.
  statement {
    actions   = ["events:PutTargets", "events:PutRule", "events:DescribeRule"]
    resources = ["arn:aws:events:${var.region}:${var.account_id}:rule/StepFunctionsGetEventsForECSTaskRule"]
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

  # A distributed map starts an execution for each shard, and a redrive those that failed.
  statement {
    actions   = ["states:StartExecution"]
    resources = [local.machine]
  }

  statement {
    actions   = ["states:DescribeExecution", "states:StopExecution", "states:RedriveExecution"]
    resources = ["${replace(local.machine, ":stateMachine:", ":execution:")}*"]
  }

  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.notices.arn]
  }
}

resource "aws_iam_role_policy" "machine" {
  name   = "run-the-shards"
  role   = aws_iam_role.machine.id
  policy = data.aws_iam_policy_document.machine.json
}
