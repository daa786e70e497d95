# The same statements as a permission boundary, for the roles of people, pipelines and coding agents in an account that no
# service control policy holds. Only the root user closes an account, and no boundary holds it: that statement is left out.
locals {
  boundary = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for statement in concat(
        local.statements["boundary"],
        local.statements["scp-deletes"],
        local.statements["scp-protection"],
        local.statements["scp-tags"],
      ) : statement if statement.Sid != "AccountStays"
    ]
  })
}

resource "aws_iam_policy" "boundary" {
  name        = "${var.name}-boundary"
  description = "A permission boundary: what is deleted goes through Molly"
  policy      = local.boundary

  lifecycle {
    precondition {
      condition     = length(local.boundary) <= 6144
      error_message = "A permission boundary has at most 6,144 characters: use shorter names of roles, or leave statements out."
    }
  }
}
