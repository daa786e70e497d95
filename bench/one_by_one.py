"""Reads stop protection of every instance, one call after another, and prints a line for each that lacks it."""

import boto3

ec2 = boto3.client("ec2", region_name="eu-west-1")
for page in ec2.get_paginator("describe_instances").paginate():
    for reservation in page["Reservations"]:
        for instance in reservation["Instances"]:
            answer = ec2.describe_instance_attribute(
                InstanceId=instance["InstanceId"], Attribute="disableApiStop"
            )
            if not answer["DisableApiStop"]["Value"]:
                print(f"fail,{instance['InstanceId']}")
