output "ec2_instance_id" {
  description = "The EC2 instance."
  value       = aws_instance.protected.id
}

output "db_instance_identifier" {
  description = "The RDS instance."
  value       = aws_db_instance.protected.identifier
}

output "db_cluster_identifier" {
  description = "The Aurora cluster."
  value       = aws_rds_cluster.protected.cluster_identifier
}

output "db_cluster_member_identifier" {
  description = "The Aurora cluster's member."
  value       = aws_rds_cluster_instance.protected.identifier
}

output "bucket" {
  description = "The S3 bucket."
  value       = aws_s3_bucket.protected.id
}
