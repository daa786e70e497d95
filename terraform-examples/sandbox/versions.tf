terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region     = var.region
  access_key = var.access_key
  secret_key = var.secret_key

  # Every service this folder uses goes to the local endpoint. One that is missing here would go to real AWS,
  # so a new resource from another service needs its line here first.
  endpoints {
    ec2 = var.endpoint
    rds = var.endpoint
    s3  = var.endpoint
    sts = var.endpoint
  }

  # Otherwise the bucket's name becomes part of the host name, and no local server answers to that.
  s3_use_path_style = true

  # The dummy keys are not worth checking, and there is no instance metadata service to ask for better ones.
  skip_credentials_validation = true
  skip_metadata_api_check     = true

  # skip_requesting_account_id is left out on purpose: with it the provider does not know the account,
  # and builds ARNs without one. The local STS answers the question well enough.

  default_tags {
    tags = {
      managed-by = "terraform"
      sandbox    = "molly"
    }
  }
}
