resource "aws_s3_bucket" "protected" {
  bucket = "${var.name}-archive"

  # Object Lock itself; the default retention is further down. It needs versioning and switches it on.
  # Rule: s3-object-lock
  object_lock_enabled = true

  # With true, a destroy empties the bucket first, and the last thing that would have stopped it is gone.
  force_destroy = false

  lifecycle {
    prevent_destroy = true
  }
}

# A delete leaves a marker, an overwrite leaves the old version: both can be taken back.
# Rule: s3-versioning
resource "aws_s3_bucket_versioning" "protected" {
  bucket = aws_s3_bucket.protected.id

  versioning_configuration {
    status = "Enabled"

    # Rule s3-mfa-delete has no line here: only the account's root user, with its MFA device at hand, can set it.
    # The README has the command. Do not write mfa_delete = "Disabled" either, or Terraform argues with root.
  }
}

# Without a default retention, Object Lock locks only what its writer asked to have locked.
# Rule: s3-object-lock
resource "aws_s3_bucket_object_lock_configuration" "protected" {
  bucket = aws_s3_bucket.protected.id

  rule {
    default_retention {
      # GOVERNANCE can be lifted by whoever has s3:BypassGovernanceRetention. COMPLIANCE can be lifted by nobody, root
      # included: choose it only for data you would rather pay for than lose, whatever it turns out to hold.
      mode = "GOVERNANCE"
      days = var.object_lock_days
    }
  }

  depends_on = [aws_s3_bucket_versioning.protected]
}

# S3 has no delete protection for a bucket, so this policy is it. A Deny wins over any Allow, an administrator's too.
# Taking it off again is a call of its own (s3:PutBucketPolicy or s3:DeleteBucketPolicy), which is the whole point:
# nobody does it by accident. The README says what it takes.
# Rule: s3-delete-denied
data "aws_iam_policy_document" "deny_delete" {
  statement {
    sid       = "DenyDeleteBucket"
    effect    = "Deny"
    actions   = ["s3:DeleteBucket"]
    resources = [aws_s3_bucket.protected.arn]

    # Everyone, and no condition: a Deny that spares somebody is one that Molly reports as ineffective.
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}

# A bucket has one policy. A bucket that has statements already gets this one added to them, not in their place.
resource "aws_s3_bucket_policy" "protected" {
  bucket = aws_s3_bucket.protected.id
  policy = data.aws_iam_policy_document.deny_delete.json

  lifecycle {
    prevent_destroy = true
  }
}
