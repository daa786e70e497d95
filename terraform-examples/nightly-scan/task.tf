locals {
  store  = "s3://${aws_s3_bucket.reports.id}/store"
  report = "s3://${aws_s3_bucket.reports.id}/reports/molly"
}

resource "aws_ecs_cluster" "scan" {
  name = var.name
}

resource "aws_cloudwatch_log_group" "scan" {
  name              = "/${var.name}"
  retention_in_days = 30
}

resource "aws_security_group" "scan" {
  name        = var.name
  description = "Nothing comes in; out goes HTTPS, to AWS"
  vpc_id      = var.vpc_id

  egress {
    description = "AWS"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_ecs_task_definition" "scan" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  task_role_arn            = aws_iam_role.scan.arn
  execution_role_arn       = aws_iam_role.start.arn

  # Molly writes a report into its temporary folder before it goes to the bucket. A volume of Fargate belongs to root at
  # first, and Molly does not run as root.
  volume {
    name = "tmp"
  }

  container_definitions = jsonencode([
    {
      name                   = "prepare"
      image                  = var.image
      essential              = false
      user                   = "0"
      readonlyRootFilesystem = true
      entryPoint             = ["/bin/chmod", "1777", "/tmp"]
      mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp" }]
    },
    {
      name                   = "molly"
      image                  = var.image
      essential              = true
      readonlyRootFilesystem = true
      mountPoints            = [{ sourceVolume = "tmp", containerPath = "/tmp" }]
      dependsOn              = [{ containerName = "prepare", condition = "SUCCESS" }]

      command = [
        "scan",
        "--region", join(",", var.scan_regions),
        "--scan-store", local.store,
        "--since", "last",
        "--format", "json",
        "--output", "${local.report}.json",
        "--report", "html=${local.report}.html",
      ]

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.scan.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "scan"
        }
      }
    }
  ])
}

resource "aws_scheduler_schedule" "nightly" {
  name                         = var.name
  schedule_expression          = var.schedule
  schedule_expression_timezone = var.time_zone

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.scan.arn
    role_arn = aws_iam_role.schedule.arn

    ecs_parameters {
      # Without its revision: the newest one runs.
      task_definition_arn = aws_ecs_task_definition.scan.arn_without_revision
      launch_type         = "FARGATE"

      network_configuration {
        subnets          = var.subnet_ids
        security_groups  = [aws_security_group.scan.id]
        assign_public_ip = var.assign_public_ip
      }
    }

    retry_policy {
      maximum_retry_attempts       = 10
      maximum_event_age_in_seconds = 3600
    }
  }
}
