package dev.molly.contract;

/// Where an engine is known to be unlike AWS. A test that meets one of these asserts what the
/// engine does instead, or is skipped by name: it never just asserts less.
enum EngineDeviation {
  STOP_PROTECTION_LETS_TERMINATE("it terminates an instance that has only stop protection"),
  CLUSTERS_ON_ONE_PAGE("DescribeDBClusters gives everything at once, whatever MaxRecords says"),
  BUCKETS_ON_ONE_PAGE("ListBuckets cuts off at MaxBuckets and gives no token"),
  MFA_DELETE_FORGOTTEN("it takes MFADelete and reads it back as never set"),
  POLICIES_NOT_ENFORCED("it deletes a bucket whose policy denies that"),
  OTHER_PARTITIONS_ENABLED("DescribeRegions lists regions of China and GovCloud as well"),
  OBJECT_LOCK_NEEDS_LIST_BUCKET("it reads Object Lock for whoever may s3:ListBucket"),
  OTHER_PERMISSION_NAMES(
      "it knows CloudWatch's permissions as 'monitoring', and a replication's as s3:ListBucket"),
  NO_SWITCH(
      "it has no protection of log groups, EKS clusters and images, and none of stacks to set"),
  NO_DOCUMENTDB("it knows no engine 'docdb'"),
  NO_MANAGED_INSTANCES("it cannot launch an instance that a service manages"),
  NO_INSTANCE_STORE("every instance has an EBS root"),
  NO_RDS("it has no RDS without a licence"),
  NOBODY_DENIED("it enforces no permission without a licence");

  private final String why;

  EngineDeviation(String why) {
    this.why = why;
  }

  String why() {
    return why;
  }
}
