# What the gate is tried on: an instance, a bucket with its guards, and a log group that comes in several.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region            = "eu-west-1"
  s3_use_path_style = true
}

variable "image" {
  type = string
}

variable "protected" {
  type    = bool
  default = true
}

variable "note" {
  type    = string
  default = "first"
}

variable "days" {
  type    = number
  default = 0
}

resource "aws_instance" "web" {
  ami                     = var.image
  instance_type           = "t3.small"
  disable_api_termination = var.protected
  tags                    = { Name = "web", note = var.note }
}

resource "aws_s3_bucket" "archive" {
  bucket        = "gate-archive"
  force_destroy = !var.protected
}

resource "aws_s3_bucket_versioning" "archive" {
  bucket = aws_s3_bucket.archive.id

  versioning_configuration {
    status = var.protected ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "archive" {
  count  = var.days == 0 ? 0 : 1
  bucket = aws_s3_bucket.archive.id

  rule {
    id     = "old"
    status = "Enabled"

    filter {}

    expiration {
      days = var.days
    }
  }
}

resource "aws_cloudwatch_log_group" "app" {
  for_each = toset(["one", "it's two"])
  name     = "/app/${replace(each.key, "/[^a-z]/", "-")}"

  retention_in_days = var.days
}

resource "aws_ssm_parameter" "secret" {
  name  = "/app/secret"
  type  = "SecureString"
  value = "hunter2"
}
