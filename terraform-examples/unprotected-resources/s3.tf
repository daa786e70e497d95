# Wrong on purpose. The same bucket done right: ../protected-resources/s3.tf

resource "aws_s3_bucket" "unprotected" {
  bucket = "${var.name}-archive"

  object_lock_enabled = false # Flagged by s3-object-lock. Leaving the line out is the same.

  # No rule sees this one, AWS does not store it: a destroy empties the bucket first, every version included.
  force_destroy = true

  # Missing: lifecycle { prevent_destroy = true }.
}

resource "aws_s3_bucket_versioning" "unprotected" {
  bucket = aws_s3_bucket.unprotected.id

  versioning_configuration {
    status = "Suspended" # Flagged by s3-versioning. Without the whole block the bucket has never been versioned: flagged as well.

    # Flagged by s3-mfa-delete: it is off until the root user switches it on, which Terraform cannot do for you.
  }
}

# Flagged by s3-delete-denied: there is no aws_s3_bucket_policy, so nothing denies s3:DeleteBucket.
