# Wrong on purpose. The same instance done right: ../protected-resources/ec2.tf

resource "aws_instance" "unprotected" {
  ami           = var.ami_id
  instance_type = "t3.small"
  subnet_id     = var.subnet_id

  disable_api_termination              = false       # Flagged by ec2-termination-protection. Leaving the line out is the same.
  disable_api_stop                     = false       # Flagged by ec2-stop-protection. Leaving the line out is the same.
  instance_initiated_shutdown_behavior = "terminate" # Flagged by ec2-shutdown-behavior. Left out, it would be "stop".

  root_block_device {
    volume_size           = 30
    delete_on_termination = true # Flagged by ec2-volume-retention. Leaving the line out is the same.
  }

  ebs_block_device {
    device_name           = "/dev/sdf"
    volume_size           = 100
    volume_type           = "gp3"
    delete_on_termination = true # Flagged by ec2-volume-retention. Leaving the line out is the same.
  }

  tags = {
    Name = "${var.name}-web-01"
  }

  # Missing: lifecycle { prevent_destroy = true }. No scan sees it, but a plan that says "replace" goes through.
}
