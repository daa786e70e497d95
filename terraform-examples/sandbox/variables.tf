variable "endpoint" {
  description = "Where moto or LocalStack listens. Never real AWS: this fleet is half unprotected on purpose."
  type        = string
  default     = "http://127.0.0.1:5000"

  # An empty endpoint would mean real AWS to the provider, so it is refused as well.
  validation {
    condition     = can(regex("^https?://[^/]+", var.endpoint)) && !strcontains(lower(var.endpoint), "amazonaws")
    error_message = "The endpoint must be the URL of a local stand-in such as http://127.0.0.1:5000, not real AWS."
  }
}

variable "region" {
  description = "The region to build the fleet in."
  type        = string
  default     = "us-east-1"
}

variable "access_key" {
  description = "A dummy. moto and LocalStack take any; real AWS takes this one for nothing."
  type        = string
  default     = "test"
}

variable "secret_key" {
  description = "A dummy, like access_key."
  type        = string
  default     = "test"
  sensitive   = true
}

variable "bucket_prefix" {
  description = "What every bucket name begins with."
  type        = string
  default     = "acme"
}

variable "take_protection_off" {
  description = "Set to true, and apply, before a destroy: a protected Aurora cluster refuses to be deleted. expected_findings follows."
  type        = bool
  default     = false
}

variable "with_cluster_member" {
  description = "Gives the Aurora cluster a member, for findings that are not-applicable. Off by default: moto gives it the other database's resource id."
  type        = bool
  default     = false
}
