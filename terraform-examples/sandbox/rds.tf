# skip_final_snapshot is true below so that a destroy is quick; there is nothing in here to keep. The scan does not
# see it: it is a word of Terraform's, not a setting AWS stores. In anything real, see ../protected-resources.

resource "aws_db_instance" "orders" {
  identifier        = local.database.identifier
  engine            = "postgres"
  engine_version    = "16.3"
  instance_class    = "db.t3.micro"
  allocated_storage = 20
  db_name           = "orders"
  username          = "app"
  password          = "a-dummy-for-the-sandbox"

  deletion_protection     = local.database.deletion_protection
  backup_retention_period = local.database.backup_retention_days
  copy_tags_to_snapshot   = local.database.copy_tags_to_snapshots
  skip_final_snapshot     = true

  tags = {
    Name        = local.database.identifier
    environment = local.database.environment
  }
}

resource "aws_rds_cluster" "ledger" {
  cluster_identifier = local.cluster.identifier
  engine             = "aurora-postgresql"
  engine_version     = "16.3"
  master_username    = "app"
  master_password    = "a-dummy-for-the-sandbox"

  deletion_protection     = local.cluster.deletion_protection
  backup_retention_period = local.cluster.backup_retention_days
  skip_final_snapshot     = true

  tags = {
    Name        = local.cluster.identifier
    environment = local.cluster.environment
  }

  lifecycle {
    # moto reports an empty one for a cluster that is not serverless, and every second apply would "fix" that.
    ignore_changes = [scaling_configuration]
  }
}

# A member has no protection of its own to switch on: AWS offers it on the cluster only. A scan lists it as an
# rds-instance and answers "not-applicable" to what the cluster decides.
resource "aws_rds_cluster_instance" "ledger" {
  count = var.with_cluster_member ? 1 : 0

  identifier         = local.cluster.member
  cluster_identifier = aws_rds_cluster.ledger.id
  engine             = aws_rds_cluster.ledger.engine
  engine_version     = aws_rds_cluster.ledger.engine_version
  instance_class     = "db.t3.medium"

  tags = {
    Name        = local.cluster.member
    environment = local.cluster.environment
  }

  # moto gives every DB instance the same DbiResourceId, members included, and a new aws_db_instance is looked up by
  # it: with two of them there, the lookup fails. Once the first one is made, the provider knows its name as well.
  depends_on = [aws_db_instance.orders]
}
