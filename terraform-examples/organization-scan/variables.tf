variable "account_id" {
  description = "The organization's management account, or a delegated administrator of CloudFormation StackSets. Terraform refuses to work in any other."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account id is twelve digits."
  }
}

variable "region" {
  description = "The region in which the scan runs."
  type        = string
  default     = "us-east-1"
}

variable "name" {
  description = "What every name begins with. The bucket's name ends with the account id, so that it is yours alone."
  type        = string
  default     = "molly-fleet"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "Use 3 to 32 lower-case letters, digits and hyphens; begin with a letter, end with no hyphen."
  }
}

variable "organization_id" {
  description = "The id of the organization, as in o-a1b2c3d4e5. Only its principals may enter a member account."
  type        = string

  validation {
    condition     = can(regex("^o-[a-z0-9]{10,32}$", var.organization_id))
    error_message = "An organization's id is o- and 10 to 32 letters and digits."
  }
}

variable "organizational_unit_ids" {
  description = "The units whose accounts get the role to be scanned by, now and later; the root's id (r-...) for all."
  type        = list(string)
}

variable "delegated" {
  description = "Whether account_id is a delegated administrator, and not the management account."
  type        = bool
  default     = false
}

variable "shards" {
  description = "How many tasks scan at once. Quotas are per account and region, so more of them buy memory and isolation, not speed."
  type        = number
  default     = 8

  validation {
    condition     = var.shards >= 1 && var.shards <= 100 && floor(var.shards) == var.shards
    error_message = "1 to 100: the command of the merge names every part."
  }
}

variable "tolerated_failure_percentage" {
  description = "How many of the shards may die before there is no report. What they did not scan are gaps of the report."
  type        = number
  default     = 25

  validation {
    condition     = var.tolerated_failure_percentage >= 0 && var.tolerated_failure_percentage < 100 && floor(var.tolerated_failure_percentage) == var.tolerated_failure_percentage
    error_message = "0 to 99: with 100, a night on which nothing was scanned would go on."
  }
}

variable "shard_timeout" {
  description = "After how many seconds a shard is given up."
  type        = number
  default     = 14400
}

variable "image" {
  description = "Molly's image, by digest, with /bin/sh and /bin/chmod in it: 123456789012.dkr.ecr.us-east-1.amazonaws.com/molly@sha256:..."
  type        = string
}

variable "molly" {
  description = "Where Molly is in the image."
  type        = string
  default     = "/opt/molly/bin/molly"
}

variable "vpc_id" {
  description = "The VPC of the tasks."
  type        = string
}

variable "subnet_ids" {
  description = "The subnets of the tasks. They have to reach AWS from there: by a NAT gateway, by endpoints, or with a public address."
  type        = list(string)
}

variable "assign_public_ip" {
  description = "Whether the tasks have public addresses. Only in a public subnet, where they replace a NAT gateway."
  type        = bool
  default     = false
}

variable "schedule" {
  description = "When the scan begins, every night."
  type        = string
  default     = "cron(0 1 * * ? *)"
}

variable "time_zone" {
  description = "The time zone of the schedule."
  type        = string
  default     = "UTC"
}

variable "cpu" {
  description = "CPU units of a task: 1024 are one core."
  type        = number
  default     = 1024
}

variable "memory" {
  description = "Memory of a task, in MiB."
  type        = number
  default     = 2048
}

variable "keep_days" {
  description = "For how long a report is kept after the next one has replaced it."
  type        = number
  default     = 400
}

variable "email" {
  description = "Who is told of each report and of a night that was missed. Empty: subscribe to the topic in another way."
  type        = string
  default     = ""
}
