# What a scan with policy.yaml should find, worked out from fleet.tf and never from what the engine says:
# that is what makes a comparison of the two worth anything.

locals {
  pass_if = { true = "pass", false = "fail" }

  expected_instances = {
    for name, instance in local.instances : "ec2-instance/${name}" => {
      kind = "ec2-instance"
      name = name
      id   = aws_instance.fleet[name].id
      uid  = aws_instance.fleet[name].id
      arn  = aws_instance.fleet[name].arn
      findings = {
        ec2-termination-protection = local.pass_if[instance.termination_protection]
        ec2-stop-protection        = local.pass_if[instance.stop_protection]
        ec2-shutdown-behavior      = local.pass_if[instance.on_shutdown == "stop"]
        ec2-volume-retention       = local.pass_if[instance.keep_volumes]
      }
    }
  }

  expected_databases = {
    "rds-instance/${local.database.identifier}" = {
      kind = "rds-instance"
      name = local.database.identifier
      id   = aws_db_instance.orders.identifier
      uid  = aws_db_instance.orders.resource_id
      arn  = aws_db_instance.orders.arn
      findings = {
        rds-instance-deletion-protection = local.pass_if[local.database.deletion_protection]
        rds-instance-backup-retention    = local.pass_if[local.database.backup_retention_days >= 7]
        rds-instance-copy-tags           = local.pass_if[local.database.copy_tags_to_snapshots]
      }
    }
  }

  # All three are the cluster's to decide.
  expected_members = {
    for member in aws_rds_cluster_instance.ledger : "rds-instance/${member.identifier}" => {
      kind = "rds-instance"
      name = local.cluster.member
      id   = member.identifier
      uid  = member.dbi_resource_id
      arn  = member.arn
      findings = {
        rds-instance-deletion-protection = "not-applicable"
        rds-instance-backup-retention    = "not-applicable"
        rds-instance-copy-tags           = "not-applicable"
      }
    }
  }

  expected_clusters = {
    "rds-cluster/${local.cluster.identifier}" = {
      kind = "rds-cluster"
      name = local.cluster.identifier
      id   = aws_rds_cluster.ledger.cluster_identifier
      uid  = aws_rds_cluster.ledger.cluster_resource_id
      arn  = aws_rds_cluster.ledger.arn
      findings = {
        rds-cluster-deletion-protection = local.pass_if[local.cluster.deletion_protection]
        rds-cluster-backup-retention    = local.pass_if[local.cluster.backup_retention_days >= 7]
      }
    }
  }

  expected_buckets = {
    for name, bucket in local.buckets : "s3-bucket/${name}" => {
      kind = "s3-bucket"
      name = name
      id   = aws_s3_bucket.fleet[name].id
      uid  = aws_s3_bucket.fleet[name].id
      arn  = aws_s3_bucket.fleet[name].arn
      findings = {
        s3-versioning    = local.pass_if[bucket.versioning == "Enabled"]
        s3-object-lock   = local.pass_if[bucket.object_lock_days > 0]
        s3-mfa-delete    = "fail" # Only the account's root user can switch it on, so Terraform never does.
        s3-delete-denied = { everyone = "pass", one-role = "ineffective", nobody = "fail" }[bucket.deny_delete]
      }
    }
  }

  expected = merge(
    local.expected_instances,
    local.expected_databases,
    local.expected_members,
    local.expected_clusters,
    local.expected_buckets,
  )
}
