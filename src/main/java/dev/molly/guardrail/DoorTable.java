package dev.molly.guardrail;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The doors: who can destroy an instance, a database, a cluster, a bucket, a final copy or the key
/// of the records, or take away what guards it.
///
/// Sources: AWS Organizations User Guide, "Service control policies" (neither service-linked
/// roles nor the management account are held); CloudFormation User Guide, "CloudFormation service
/// role"; Systems Manager User Guide, "Setting up Automation"; Auto Scaling User Guide,
/// "Service-linked roles"; EC2 API Reference, DeleteTags.
public final class DoorTable {
  /// What closes some doors; below it each door, by its id and who does what; below that each
  /// request: the role that makes it, the action, the resource, the state by the resource's tags
  /// (see [GuardedAccount]), and other condition keys.
  private static final String TABLE =
      """
      attach scp-deletes.json
        terminate-retired-instance: an administrator terminates an instance that is retired \
            and not due
          administrator ec2:TerminateInstances instance retired
        terminate-due-instance: an administrator terminates an instance that is due, without \
            molly purge
          administrator ec2:TerminateInstances instance due
        terminate-instance: an administrator terminates an instance that was never retired
          administrator ec2:TerminateInstances instance
        terminate-as-root: the root user of a member account terminates an instance
          root ec2:TerminateInstances instance retired
        terminate-as-purger: the purge role terminates an instance before it is due
          molly-purge ec2:TerminateInstances instance retired
        terminate-as-retirer: another of molly's roles terminates an instance that is due
          molly-retire ec2:TerminateInstances instance due
        cloudformation: CloudFormation deletes a stack with the permissions of an administrator
          administrator cloudformation:DeleteStack stack
          administrator ec2:TerminateInstances instance retired
            with aws:CalledVia=cloudformation.amazonaws.com
        cloudformation-role: CloudFormation deletes a stack with a service role
          administrator cloudformation:DeleteStack stack
          cloudformation-deploy ec2:TerminateInstances instance retired
            with aws:CalledVia=cloudformation.amazonaws.com
        cloud-control: Cloud Control deletes an instance with the permissions of an administrator
          administrator cloudformation:DeleteResource *
          administrator ec2:TerminateInstances instance retired
            with aws:CalledVia=cloudformation.amazonaws.com
        systems-manager: an Automation of Systems Manager terminates an instance with a role \
            of its own
          administrator ssm:StartAutomationExecution document
          automation ec2:TerminateInstances instance retired
      attach scp-protection.json
        auto-scaling-terminate: an administrator has Auto Scaling terminate a member of a group
          administrator autoscaling:TerminateInstanceInAutoScalingGroup group
        auto-scaling-force-delete: an administrator deletes a group with its members
          administrator autoscaling:DeleteAutoScalingGroup group
            with autoscaling:ForceDelete=true
      no policy tells a smaller group from a larger one: keep what must not be lost out of \
          groups (molly retires no member), or turn on scale-in protection
        auto-scaling-scale-in: an administrator makes a group smaller, and Auto Scaling \
            terminates members
          administrator autoscaling:SetDesiredCapacity group
      no policy holds it: keep what must not be lost out of the service's hands; final copies \
          are in none
        service-linked-roles: a service-linked role deletes what its service manages (Auto \
            Scaling, Spot, AWS Backup)
      attach scp-deletes.json
        delete-database: an administrator deletes a database
          administrator rds:DeleteDBInstance database
        delete-cluster: an administrator deletes a cluster
          administrator rds:DeleteDBCluster cluster
        delete-database-as-purger: the purge role deletes a retired database before it is due
          molly-purge rds:DeleteDBInstance database retired
        delete-cluster-as-purger: the purge role deletes a cluster before it is due
          molly-purge rds:DeleteDBCluster cluster retired
        delete-bucket: an administrator deletes a bucket
          administrator s3:DeleteBucket bucket
        delete-bucket-as-purger: the purge role deletes a retired bucket before it is due
          molly-purge s3:DeleteBucket bucket retired
      attach scp-protection.json
        bucket-abac: an administrator has S3 ignore the tags of a bucket
          administrator s3:PutBucketAbac bucket
      have S3 use the tags of the bucket: aws s3api put-bucket-abac --bucket NAME \
          --abac-status Status=Enabled
        bucket-without-abac: an administrator opens a retired bucket whose tags S3 ignores
          administrator s3:PutBucketPolicy bucket
      attach scp-protection.json
        retired-bucket-put-bucket-policy: an administrator opens or empties a retired bucket \
            by s3:PutBucketPolicy
          administrator s3:PutBucketPolicy bucket retired
        retired-bucket-delete-bucket-policy: an administrator opens or empties a retired \
            bucket by s3:DeleteBucketPolicy
          administrator s3:DeleteBucketPolicy bucket retired
        retired-bucket-put-lifecycle-configuration: an administrator opens or empties a \
            retired bucket by s3:PutLifecycleConfiguration
          administrator s3:PutLifecycleConfiguration bucket retired
        retired-bucket-put-bucket-versioning: an administrator opens or empties a retired \
            bucket by s3:PutBucketVersioning
          administrator s3:PutBucketVersioning bucket retired
      attach scp-deletes.json
        delete-copy: an administrator deletes the final copy of an instance
          administrator ec2:DeleteSnapshot snapshot copy
        delete-copy-as-purger: the purge role deletes the final copy of an instance
          molly-purge ec2:DeleteSnapshot snapshot copy
        data-lifecycle-manager: Data Lifecycle Manager deletes the final copy of an instance
          AWSDataLifecycleManagerDefaultRole ec2:DeleteSnapshot snapshot copy
        delete-database-copy: an administrator deletes the final copy of a database
          administrator rds:DeleteDBSnapshot database-snapshot copy
        delete-cluster-copy: AWS Backup deletes the final copy of a cluster with its service role
          service-role/AWSBackupDefaultServiceRole rds:DeleteDBClusterSnapshot cluster-snapshot copy
        delete-database-backups: an administrator deletes the automated backups of a deleted \
            database
          administrator rds:DeleteDBInstanceAutomatedBackup database-backup
        delete-cluster-backups: an administrator deletes the automated backups of a deleted cluster
          administrator rds:DeleteDBClusterAutomatedBackup cluster-backup
        delete-key: an administrator schedules the deletion of the records' key
          administrator kms:ScheduleKeyDeletion key
            with kms:ResourceAliases=alias/molly-records
        disable-key: an administrator disables the records' key
          administrator kms:DisableKey key
            with kms:ResourceAliases=alias/molly-records
        move-alias: an administrator takes the alias off the records' key
          administrator kms:DeleteAlias alias
      attach scp-protection.json
        termination-protection: an administrator turns termination protection off
          administrator ec2:ModifyInstanceAttribute instance
            with ec2:Attribute/DisableApiTermination=false
        stop-protection: an administrator turns stop protection off
          administrator ec2:ModifyInstanceAttribute instance
            with ec2:Attribute/DisableApiStop=false
        shutdown-behavior: an administrator has a shutdown from inside terminate an instance
          administrator ec2:ModifyInstanceAttribute instance
            with ec2:Attribute/InstanceInitiatedShutdownBehavior=terminate
        database-protection: an administrator turns the deletion protection of a database off
          administrator rds:ModifyDBInstance database
        cluster-protection: an administrator turns the deletion protection of a cluster off
          administrator rds:ModifyDBCluster cluster
      attach scp-tags.json
        forge-record: an administrator writes a record of a retirement
          administrator ec2:CreateTags instance
            with aws:TagKeys=molly:retire
            with aws:RequestTag/molly:retire=v=1 goal=retired
        forge-database-record: an administrator writes a record on a database
          administrator rds:AddTagsToResource database
            with aws:TagKeys=molly:retire
            with aws:RequestTag/molly:retire=v=1 goal=retired
        forge-bucket-record: an administrator writes a record on a bucket
          administrator s3:TagResource bucket
            with aws:TagKeys=molly:retire
            with aws:RequestTag/molly:retire=v=1 goal=retired
        forge-due: the purge role itself says that an instance is due
          molly-purge ec2:CreateTags instance
            with aws:TagKeys=molly:state
            with aws:RequestTag/molly:state=due
        unmark-copy: an administrator takes the mark off a final copy
          administrator ec2:DeleteTags snapshot
            with aws:TagKeys=molly:copy-of
        remove-all-tags: an administrator removes all tags at once, and names none
          administrator ec2:DeleteTags snapshot copy
        replace-bucket-tags: an administrator replaces all tags of a bucket
          administrator s3:PutBucketTagging bucket
        make-molly-role: an administrator makes a role with a name of molly's
          administrator iam:CreateRole purge-role
        trust-of-molly-role: an administrator changes who may assume the purge role
          administrator iam:UpdateAssumeRolePolicy purge-role
        pass-molly-role: an administrator passes the purge role to a service
          administrator iam:PassRole purge-role
      let its trust policy name who may assume it, with MFA, and not the account as a whole
        assume-purge-role: an administrator becomes the purge role and deletes what is due
          administrator sts:AssumeRole purge-role
      attach scp-deletes.json
        leave-organization: an administrator takes the account out of the organization and its \
            policies
          administrator organizations:LeaveOrganization *
        close-account: the root user of a member account closes it
          root account:CloseAccount *
      no service control policy holds the management account: keep resources out of it, and \
          use the permission boundary for its roles
        management-account: a principal of the management account deletes a resource there
      """;

  /// All doors, in the order of reports. A continued line of the table keeps its indentation.
  public static final List<Door> ALL =
      blocks(TABLE.replaceAll("(?<=\\S) +", " "), 0).stream().flatMap(DoorTable::doors).toList();

  private DoorTable() {}

  /// Returns the ids of the doors.
  public static Set<String> ids() {
    return ALL.stream().map(Door::id).collect(Collectors.toUnmodifiableSet());
  }

  private static Stream<Door> doors(String text) {
    List<String> blocks = blocks(text, 2);
    return blocks.stream().skip(1).map(door -> door(door, blocks.getFirst()));
  }

  private static Door door(String text, String remedy) {
    List<String> blocks = blocks(text, 4);
    String[] head = blocks.getFirst().split(": ", 2);
    return new Door(
        head[0], head[1], blocks.stream().skip(1).map(DoorTable::request).toList(), remedy);
  }

  private static ApiRequest request(String text) {
    List<String> blocks = blocks(text, 6);
    String[] head = blocks.getFirst().split(" ", -1);
    var context = new TreeMap<>(GuardedAccount.tags(head.length > 3 ? head[3] : "untagged"));
    for (String with : blocks.subList(1, blocks.size())) {
      String[] key = with.substring("with ".length()).split("=", 2);
      context.put(key[0], List.of(key[1]));
    }
    return new ApiRequest(
        head[1], GuardedAccount.arn(head[2]), GuardedAccount.principal(head[0]), context);
  }

  /// Splits a text into the blocks that begin at an indentation.
  private static List<String> blocks(String text, int indentation) {
    return Arrays.stream(text.split("(?m)^ {%d}(?! )".formatted(indentation)))
        .map(String::strip)
        .filter(block -> !block.isEmpty())
        .toList();
  }
}
