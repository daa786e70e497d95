variable "account_id" {
  description = "The one AWS account these resources belong in. Terraform refuses to work in any other."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account id is twelve digits."
  }
}

variable "region" {
  description = "The region to build in."
  type        = string
  default     = "us-east-1"
}

variable "name" {
  description = "What every name begins with. It ends up in the bucket's name, which nobody else in the world may use."
  type        = string

  # The strictest of the four kinds decides: RDS allows neither underscores nor dots.
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name)) && !strcontains(var.name, "--")
    error_message = "Use 3 to 32 lower-case letters, digits and single hyphens; begin with a letter, end with no hyphen."
  }
}

variable "environment" {
  description = "The environment tag."
  type        = string
  default     = "production"
}

variable "ami_id" {
  description = "The image of the EC2 instance. Fixed, not \"the latest\": a new image means a new instance, and the old one destroyed."
  type        = string
}

variable "subnet_id" {
  description = "Where the EC2 instance goes. null: the default VPC."
  type        = string
  default     = null
}

variable "db_subnet_group_name" {
  description = "Where the databases go. null: the default VPC."
  type        = string
  default     = null
}

variable "backup_retention_days" {
  description = "For how long RDS keeps automated backups."
  type        = number
  default     = 14

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35
    error_message = "Molly's baseline asks for 7 days at least, and strict for 14; AWS allows 35 at most."
  }
}

variable "object_lock_days" {
  description = "For how long a version of an object cannot be deleted after it was written."
  type        = number
  default     = 30
}
