variable "account_id" {
  description = "The account that is scanned, and that all of this belongs to. Terraform refuses to work in any other."
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

variable "scan_regions" {
  description = "The regions that are scanned; [\"all\"] for all that are enabled."
  type        = list(string)
  default     = ["all"]
}

variable "name" {
  description = "What every name begins with. The bucket's name ends with the account id, so that it is yours alone."
  type        = string
  default     = "molly-nightly"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "Use 3 to 32 lower-case letters, digits and hyphens; begin with a letter, end with no hyphen."
  }
}

variable "image" {
  description = "Molly's image, by digest: 123456789012.dkr.ecr.us-east-1.amazonaws.com/molly@sha256:..."
  type        = string
}

variable "vpc_id" {
  description = "The VPC of the task."
  type        = string
}

variable "subnet_ids" {
  description = "The subnets of the task. It has to reach AWS from there: by a NAT gateway, by endpoints, or with a public address."
  type        = list(string)
}

variable "assign_public_ip" {
  description = "Whether the task has a public address. Only in a public subnet, where it replaces a NAT gateway."
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
  description = "CPU units of the task: 1024 are one core."
  type        = number
  default     = 1024
}

variable "memory" {
  description = "Memory of the task, in MiB."
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
