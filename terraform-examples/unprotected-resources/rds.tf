# Wrong on purpose. The same databases done right: ../protected-resources/rds.tf

resource "aws_db_instance" "unprotected" {
  identifier           = "${var.name}-db"
  engine               = "postgres"
  engine_version       = "16"
  instance_class       = "db.t4g.small"
  allocated_storage    = 50
  db_name              = "app"
  db_subnet_group_name = var.db_subnet_group_name
  username             = "app"

  # Right, for once: how not to keep a password is not what this example is about.
  manage_master_user_password = true

  deletion_protection     = false # Flagged by rds-instance-deletion-protection. Leaving the line out is the same.
  backup_retention_period = 0     # Flagged by rds-instance-backup-retention. No automated backups, no point in time to go back to.
  copy_tags_to_snapshot   = false # Flagged by rds-instance-copy-tags. Leaving the line out is the same.

  # No rule sees these two, AWS does not store them. Together they mean: a destroy leaves nothing at all.
  skip_final_snapshot      = true
  delete_automated_backups = true

  tags = {
    Name = "${var.name}-db"
  }

  # Missing: lifecycle { prevent_destroy = true }.
}

resource "aws_rds_cluster" "unprotected" {
  cluster_identifier   = "${var.name}-aurora"
  engine               = "aurora-postgresql"
  engine_version       = "16"
  database_name        = "app"
  db_subnet_group_name = var.db_subnet_group_name
  master_username      = "app"

  manage_master_user_password = true

  deletion_protection     = false # Flagged by rds-cluster-deletion-protection. Leaving the line out is the same.
  backup_retention_period = 1     # Flagged by rds-cluster-backup-retention. The least Aurora allows, and its default.

  skip_final_snapshot      = true
  delete_automated_backups = true

  tags = {
    Name = "${var.name}-aurora"
  }

  # Missing: lifecycle { prevent_destroy = true }.
}

# Nothing is flagged on a member: what the rds-instance rules ask for is the cluster's to decide.
resource "aws_rds_cluster_instance" "unprotected" {
  identifier         = "${var.name}-aurora-1"
  cluster_identifier = aws_rds_cluster.unprotected.id
  engine             = aws_rds_cluster.unprotected.engine
  engine_version     = aws_rds_cluster.unprotected.engine_version
  instance_class     = "db.t4g.medium"

  tags = {
    Name = "${var.name}-aurora-1"
  }
}
