# The role to be scanned by, in every account of the units, also in those that join them later. It only reads: a role to
# write with (write-role, in the config) is not made here.
resource "aws_cloudformation_stack_set" "members" {
  name             = "${var.name}-role"
  description      = "The role by which Molly scans the account"
  permission_model = "SERVICE_MANAGED"
  call_as          = var.delegated ? "DELEGATED_ADMIN" : "SELF"
  capabilities     = ["CAPABILITY_NAMED_IAM"]
  template_body    = file("${path.module}/member-role.yaml")

  parameters = {
    RoleName       = yamldecode(file("${path.module}/organization.yaml")).organization.role
    ScannerRoleArn = aws_iam_role.scan.arn
    OrganizationId = var.organization_id
  }

  auto_deployment {
    enabled                          = true
    retain_stacks_on_account_removal = false
  }

  operation_preferences {
    failure_tolerance_percentage = 100
    max_concurrent_percentage    = 100
    region_concurrency_type      = "PARALLEL"
  }
}

resource "aws_cloudformation_stack_set_instance" "members" {
  stack_set_name = aws_cloudformation_stack_set.members.name
  call_as        = var.delegated ? "DELEGATED_ADMIN" : "SELF"
  region         = var.region

  deployment_targets {
    organizational_unit_ids = var.organizational_unit_ids
  }
}
