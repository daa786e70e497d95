resource "aws_instance" "protected" {
  ami           = var.ami_id
  instance_type = "t3.small"
  subnet_id     = var.subnet_id

  # TerminateInstances answers OperationNotPermitted.
  # Rule: ec2-termination-protection
  disable_api_termination = true

  # StopInstances is refused, and TerminateInstances once more. A stop loses the memory, the instance
  # store and the public address, so it is not the harmless half of the two.
  # Rule: ec2-stop-protection
  disable_api_stop = true

  # Neither flag above holds back the operating system. With "terminate" here, a `shutdown -h now` typed into the
  # wrong window terminates the instance, protected or not.
  # Rule: ec2-shutdown-behavior
  instance_initiated_shutdown_behavior = "stop"

  root_block_device {
    volume_size = 30
    encrypted   = true

    # AWS's default for a root volume is true. Kept as well: somebody always wrote something to the root disk.
    # Rule: ec2-volume-retention
    delete_on_termination = false
  }

  # The data. When everything else has failed and the instance is gone, this volume is what is left.
  # Kept volumes cost money until somebody deletes them: that is the price, and it is a small one.
  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 100
    volume_type = "gp3"
    encrypted   = true

    # Terraform's default here is true, unlike for a volume attached later.
    # Rule: ec2-volume-retention
    delete_on_termination = false
  }

  tags = {
    Name = "${var.name}-web-01"
  }

  lifecycle {
    # A destroy by Terraform begins with switching termination protection off (provider 5.100), so against Terraform
    # the flags are not enough. This refuses any plan that would destroy the instance, also one that says "replace".
    # It does not help once this whole block is deleted from the file.
    # No rule asks for it: AWS does not know it, so a scan cannot see it.
    prevent_destroy = true
  }
}
