output "ec2_instance_id" {
  description = "The EC2 instance."
  value       = aws_instance.unprotected.id
}

output "db_instance_identifier" {
  description = "The RDS instance."
  value       = aws_db_instance.unprotected.identifier
}

output "db_cluster_identifier" {
  description = "The Aurora cluster."
  value       = aws_rds_cluster.unprotected.cluster_identifier
}

output "db_cluster_member_identifier" {
  description = "The Aurora cluster's member."
  value       = aws_rds_cluster_instance.unprotected.identifier
}

output "bucket" {
  description = "The S3 bucket."
  value       = aws_s3_bucket.unprotected.id
}
