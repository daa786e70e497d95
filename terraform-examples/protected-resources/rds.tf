resource "aws_db_instance" "protected" {
  identifier           = "${var.name}-db"
  engine               = "postgres"
  engine_version       = "16"
  instance_class       = "db.t4g.small"
  allocated_storage    = 50
  storage_encrypted    = true
  db_name              = "app"
  db_subnet_group_name = var.db_subnet_group_name
  username             = "app"

  # AWS makes the password and keeps it in Secrets Manager, so that none is in this file or in the state.
  manage_master_user_password = true

  # DeleteDBInstance answers InvalidParameterCombination until somebody switches this off in a call of its own.
  # The console sets it for you, the API (and so Terraform) does not.
  # Rule: rds-instance-deletion-protection
  deletion_protection = true

  # Point-in-time recovery reaches this far back. 0 would switch automated backups off altogether.
  # Rule: rds-instance-backup-retention
  backup_retention_period = var.backup_retention_days

  # Otherwise a snapshot says nothing about whose it was, and the next clean-up of "untagged snapshots" takes it.
  # Rule: rds-instance-copy-tags
  copy_tags_to_snapshot = true

  # The last three are read when the instance is deleted, not before, so no scan can see them. They take effect for
  # a destroy only if they were applied earlier.
  skip_final_snapshot = false

  # A name that exists already makes the delete fail: after a destroy and a rebuild, give the next one a new name.
  final_snapshot_identifier = "${var.name}-db-final"

  # AWS's default is true, and the automated backups go with the instance.
  delete_automated_backups = false

  tags = {
    Name = "${var.name}-db"
  }

  lifecycle {
    # Refuses any plan that would destroy or replace the database, for instance after a change of `storage_encrypted`.
    prevent_destroy = true
  }
}

resource "aws_rds_cluster" "protected" {
  cluster_identifier   = "${var.name}-aurora"
  engine               = "aurora-postgresql"
  engine_version       = "16"
  storage_encrypted    = true
  database_name        = "app"
  db_subnet_group_name = var.db_subnet_group_name
  master_username      = "app"

  manage_master_user_password = true

  # On the cluster, and only there: a member has no such switch. Note what it does not do: the members can still be
  # deleted one by one. The data lives in the cluster's volume and outlives them.
  # Rule: rds-cluster-deletion-protection
  deletion_protection = true

  # Rule: rds-cluster-backup-retention
  backup_retention_period = var.backup_retention_days

  # No rule asks for this one on a cluster; the reason is the same as above.
  copy_tags_to_snapshot = true

  # As above: read at the delete, and only if applied before it.
  skip_final_snapshot       = false
  final_snapshot_identifier = "${var.name}-aurora-final"
  delete_automated_backups  = false

  tags = {
    Name = "${var.name}-aurora"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Molly lists a member as an rds-instance and answers "not applicable" to the rds-instance rules: deletion protection,
# backups and copied tags are the cluster's.
resource "aws_rds_cluster_instance" "protected" {
  identifier         = "${var.name}-aurora-1"
  cluster_identifier = aws_rds_cluster.protected.id
  engine             = aws_rds_cluster.protected.engine
  engine_version     = aws_rds_cluster.protected.engine_version
  instance_class     = "db.t4g.medium"

  tags = {
    Name = "${var.name}-aurora-1"
  }

  lifecycle {
    # Nothing in AWS protects a member, so for Terraform this line is all there is.
    prevent_destroy = true
  }
}
