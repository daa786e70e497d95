# moto and LocalStack both carry a few of Amazon's own images.
data "aws_ami" "linux" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["amzn2-ami-hvm-*-x86_64*", "al2023-ami-*-x86_64"]
  }
}

resource "aws_instance" "fleet" {
  for_each = local.instances

  ami           = data.aws_ami.linux.id
  instance_type = "t3.micro"

  # moto does not read this one at launch and reports false afterwards: the second apply sets it.
  disable_api_termination              = each.value.termination_protection
  disable_api_stop                     = each.value.stop_protection
  instance_initiated_shutdown_behavior = each.value.on_shutdown

  # moto wants a size, where real AWS would take the image's.
  root_block_device {
    volume_size           = 30
    delete_on_termination = !each.value.keep_volumes
  }

  ebs_block_device {
    device_name           = "/dev/sdf"
    volume_size           = 20
    delete_on_termination = !each.value.keep_volumes
  }

  tags = {
    Name        = each.key
    environment = each.value.environment
    owner       = each.value.owner
  }
}
