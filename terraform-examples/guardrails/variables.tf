variable "account_id" {
  description = "The organization's management account, or one to which it has delegated the administration of policies. Terraform refuses to work in any other."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An AWS account id is twelve digits."
  }
}

variable "region" {
  description = "The region of the provider. The policies hold in all regions."
  type        = string
  default     = "us-east-1"
}

variable "name" {
  description = "What the names of the policies begin with."
  type        = string
  default     = "molly"
}

variable "targets" {
  description = "The units (ou-...), accounts or the root (r-...) that the service control policies are attached to. Begin with one account."
  type        = set(string)
  default     = []
}

variable "molly_roles" {
  description = "The names of Molly's roles, with * for any text. Only the admin role may make or change roles of these names."
  type        = string
  default     = "molly-*"
}

variable "purge_role" {
  description = "The name of the role that purges, and does nothing else."
  type        = string
  default     = "molly-purge"
}

variable "sweep_role" {
  description = "The name of the role of the nightly sweep: the only one that may say that a retirement is due."
  type        = string
  default     = "molly-sweep"
}

variable "admin_role" {
  description = "The name of the role that makes Molly's roles, and may delete final copies and keys: for an emergency, behind MFA."
  type        = string
  default     = "molly-admin"
}

variable "unguarded_roles" {
  description = "The names of roles that delete what they made themselves, such as Karpenter's or a pipeline's, with * for any text."
  type        = string
  default     = "unguarded-*"
}

variable "left_out" {
  description = "The Sids of statements to leave out, such as DatabasesAreChangedByMollyOnly."
  type        = set(string)
  default     = []
}
