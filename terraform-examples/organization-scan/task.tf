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

      # The state machine adds the arguments. The role that each account is entered by is in the config.
      entryPoint  = ["/bin/sh", "-c", file("${path.module}/run.sh"), var.molly]
      environment = [{ name = "MOLLY_YAML", value = file("${path.module}/organization.yaml") }]

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
