data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "fleet" {
  for_each = local.buckets

  bucket              = each.key
  object_lock_enabled = each.value.object_lock_days > 0

  # A destroy of the sandbox should not stop at an object somebody put in to try things out.
  force_destroy = true

  tags = {
    Name        = each.key
    environment = each.value.environment
  }
}

resource "aws_s3_bucket_versioning" "fleet" {
  for_each = { for name, bucket in local.buckets : name => bucket if bucket.versioning != "Never" }

  bucket = aws_s3_bucket.fleet[each.key].id

  versioning_configuration {
    status = each.value.versioning
  }
}

resource "aws_s3_bucket_object_lock_configuration" "fleet" {
  for_each = { for name, bucket in local.buckets : name => bucket if bucket.object_lock_days > 0 }

  bucket = aws_s3_bucket.fleet[each.key].id

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = each.value.object_lock_days
    }
  }

  # Object Lock needs versioning, which the bucket gets on its own; this keeps the two writes from crossing.
  depends_on = [aws_s3_bucket_versioning.fleet]
}

data "aws_iam_policy_document" "deny_delete" {
  for_each = { for name, bucket in local.buckets : name => bucket if bucket.deny_delete != "nobody" }

  statement {
    sid       = "DenyDeleteBucket"
    effect    = "Deny"
    actions   = ["s3:DeleteBucket"]
    resources = [aws_s3_bucket.fleet[each.key].arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    # The wrong one: "everyone" above, and then a condition that leaves one role. Everybody else may delete.
    dynamic "condition" {
      for_each = each.value.deny_delete == "one-role" ? ["one-role"] : []

      content {
        test     = "ArnLike"
        variable = "aws:PrincipalArn"
        values   = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:role/ci-deployer"]
      }
    }
  }
}

resource "aws_s3_bucket_policy" "fleet" {
  for_each = data.aws_iam_policy_document.deny_delete

  bucket = aws_s3_bucket.fleet[each.key].id
  policy = each.value.json
}
