# The JSON files are the policies, and can be attached as they are. Here they get your names of the roles, and lose their
# white space, which would count. `molly guardrails check` evaluates the same files.
locals {
  statements = {
    for each in ["scp-deletes", "scp-protection", "scp-tags", "boundary"] : each => [
      for statement in jsondecode(
        replace(replace(replace(replace(replace(replace(file("${path.module}/${each}.json"),
          "role/molly-purge", "role/${var.purge_role}"),
          "role/molly-sweep", "role/${var.sweep_role}"),
          "role/molly-admin", "role/${var.admin_role}"),
          "role/molly-*", "role/${var.molly_roles}"),
          "role/unguarded-*", "role/${var.unguarded_roles}"),
        "policy/molly-", "policy/${var.name}-")
      ).Statement : statement if !contains(var.left_out, statement.Sid)
    ]
  }

  control_policies = {
    for each in ["deletes", "protection", "tags"] :
    each => jsonencode({ Version = "2012-10-17", Statement = local.statements["scp-${each}"] })
  }
}

resource "aws_organizations_policy" "guardrail" {
  for_each = local.control_policies

  name        = "${var.name}-${each.key}"
  description = "What is deleted goes through Molly: molly explain guardrails"
  type        = "SERVICE_CONTROL_POLICY"
  content     = each.value

  lifecycle {
    precondition {
      condition     = length(each.value) <= 5120
      error_message = "A service control policy has at most 5,120 characters: use shorter names of roles."
    }
  }
}

resource "aws_organizations_policy_attachment" "guardrail" {
  for_each = { for pair in setproduct(keys(local.control_policies), var.targets) : join(" ", pair) => pair }

  policy_id = aws_organizations_policy.guardrail[each.value[0]].id
  target_id = each.value[1]
}
