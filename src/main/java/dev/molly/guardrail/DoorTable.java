package dev.molly.guardrail;

import static dev.molly.guardrail.GuardedAccount.ALIAS;
import static dev.molly.guardrail.GuardedAccount.BUCKET;
import static dev.molly.guardrail.GuardedAccount.BY_CLOUDFORMATION;
import static dev.molly.guardrail.GuardedAccount.CALLER;
import static dev.molly.guardrail.GuardedAccount.CLUSTER;
import static dev.molly.guardrail.GuardedAccount.COPY;
import static dev.molly.guardrail.GuardedAccount.DATABASE;
import static dev.molly.guardrail.GuardedAccount.DUE;
import static dev.molly.guardrail.GuardedAccount.GROUP;
import static dev.molly.guardrail.GuardedAccount.NONE;
import static dev.molly.guardrail.GuardedAccount.PURGER;
import static dev.molly.guardrail.GuardedAccount.RECORDS_KEY;
import static dev.molly.guardrail.GuardedAccount.RETIRED;
import static dev.molly.guardrail.GuardedAccount.RETIRER;
import static dev.molly.guardrail.GuardedAccount.ROOT;
import static dev.molly.guardrail.GuardedAccount.SERVER;
import static dev.molly.guardrail.GuardedAccount.SNAPSHOT;
import static dev.molly.guardrail.GuardedAccount.alias;
import static dev.molly.guardrail.GuardedAccount.attribute;
import static dev.molly.guardrail.GuardedAccount.document;
import static dev.molly.guardrail.GuardedAccount.keys;
import static dev.molly.guardrail.GuardedAccount.rds;
import static dev.molly.guardrail.GuardedAccount.request;
import static dev.molly.guardrail.GuardedAccount.role;
import static dev.molly.guardrail.GuardedAccount.stack;

import java.util.List;
import java.util.Locale;
import java.util.Set;
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
  private static final String DELETES = "attach scp-deletes.json";
  private static final String PROTECTION = "attach scp-protection.json";
  private static final String TAGS = "attach scp-tags.json";

  /// All doors, in the order of reports.
  public static final List<Door> ALL =
      Stream.of(
              instances(),
              services(),
              databases(),
              buckets(),
              copies(),
              protection(),
              tags(),
              accounts())
          .flatMap(List::stream)
          .toList();

  private DoorTable() {}

  /// Returns the ids of the doors.
  public static Set<String> ids() {
    return ALL.stream().map(Door::id).collect(Collectors.toUnmodifiableSet());
  }

  private static List<Door> instances() {
    String action = "ec2:TerminateInstances";
    return List.of(
        door(
            "terminate-retired-instance",
            "an administrator terminates an instance that is retired and not due",
            DELETES,
            request(CALLER, action, SERVER, RETIRED)),
        door(
            "terminate-due-instance",
            "an administrator terminates an instance that is due, without molly purge",
            DELETES,
            request(CALLER, action, SERVER, DUE)),
        door(
            "terminate-instance",
            "an administrator terminates an instance that was never retired",
            DELETES,
            request(CALLER, action, SERVER, NONE)),
        door(
            "terminate-as-root",
            "the root user of a member account terminates an instance",
            DELETES,
            request(ROOT, action, SERVER, RETIRED)),
        door(
            "terminate-as-purger",
            "the purge role terminates an instance before it is due",
            DELETES,
            request(PURGER, action, SERVER, RETIRED)),
        door(
            "terminate-as-retirer",
            "another of molly's roles terminates an instance that is due",
            DELETES,
            request(RETIRER, action, SERVER, DUE)));
  }

  private static List<Door> services() {
    String action = "ec2:TerminateInstances";
    return List.of(
        door(
            "cloudformation",
            "CloudFormation deletes a stack with the permissions of an administrator",
            DELETES,
            request(CALLER, "cloudformation:DeleteStack", stack(), NONE),
            request(CALLER, action, SERVER, BY_CLOUDFORMATION)),
        door(
            "cloudformation-role",
            "CloudFormation deletes a stack with a service role",
            DELETES,
            request(CALLER, "cloudformation:DeleteStack", stack(), NONE),
            request(role("cloudformation-deploy"), action, SERVER, BY_CLOUDFORMATION)),
        door(
            "cloud-control",
            "Cloud Control deletes an instance with the permissions of an administrator",
            DELETES,
            request(CALLER, "cloudformation:DeleteResource", "*", NONE),
            request(CALLER, action, SERVER, BY_CLOUDFORMATION)),
        door(
            "systems-manager",
            "an Automation of Systems Manager terminates an instance with a role of its own",
            DELETES,
            request(CALLER, "ssm:StartAutomationExecution", document(), NONE),
            request(role("automation"), action, SERVER, RETIRED)),
        door(
            "auto-scaling-terminate",
            "an administrator has Auto Scaling terminate a member of a group",
            PROTECTION,
            request(CALLER, "autoscaling:TerminateInstanceInAutoScalingGroup", GROUP, NONE)),
        door(
            "auto-scaling-force-delete",
            "an administrator deletes a group with its members",
            PROTECTION,
            request(
                CALLER,
                "autoscaling:DeleteAutoScalingGroup",
                GROUP,
                NONE.with("autoscaling:ForceDelete", "true"))),
        door(
            "auto-scaling-scale-in",
            "an administrator makes a group smaller, and Auto Scaling terminates members",
            "no policy tells a smaller group from a larger one: keep what must not be lost out of"
                + " groups (molly retires no member), or turn on scale-in protection",
            request(CALLER, "autoscaling:SetDesiredCapacity", GROUP, NONE)),
        door(
            "service-linked-roles",
            "a service-linked role deletes what its service manages (Auto Scaling, Spot, AWS"
                + " Backup)",
            "no policy holds it: keep what must not be lost out of the service's hands; final"
                + " copies are in none"));
  }

  private static List<Door> databases() {
    return List.of(
        door(
            "delete-database",
            "an administrator deletes a database",
            DELETES,
            request(CALLER, "rds:DeleteDBInstance", DATABASE, NONE)),
        door(
            "delete-cluster",
            "an administrator deletes a cluster",
            DELETES,
            request(CALLER, "rds:DeleteDBCluster", CLUSTER, NONE)),
        door(
            "delete-database-as-purger",
            "the purge role deletes a retired database before it is due",
            DELETES,
            request(PURGER, "rds:DeleteDBInstance", DATABASE, RETIRED)),
        door(
            "delete-cluster-as-purger",
            "the purge role deletes a cluster before it is due",
            DELETES,
            request(PURGER, "rds:DeleteDBCluster", CLUSTER, RETIRED)));
  }

  private static List<Door> buckets() {
    var doors =
        Stream.of(
                "s3:PutBucketPolicy",
                "s3:DeleteBucketPolicy",
                "s3:PutLifecycleConfiguration",
                "s3:PutBucketVersioning")
            .map(
                action ->
                    door(
                        "retired-bucket-" + kebab(action),
                        "an administrator opens or empties a retired bucket by " + action,
                        PROTECTION,
                        request(CALLER, action, BUCKET, RETIRED)));
    return Stream.concat(
            Stream.of(
                door(
                    "delete-bucket",
                    "an administrator deletes a bucket",
                    DELETES,
                    request(CALLER, "s3:DeleteBucket", BUCKET, NONE)),
                door(
                    "delete-bucket-as-purger",
                    "the purge role deletes a retired bucket before it is due",
                    DELETES,
                    request(PURGER, "s3:DeleteBucket", BUCKET, RETIRED)),
                door(
                    "bucket-abac",
                    "an administrator has S3 ignore the tags of a bucket",
                    PROTECTION,
                    request(CALLER, "s3:PutBucketAbac", BUCKET, NONE)),
                door(
                    "bucket-without-abac",
                    "an administrator opens a retired bucket whose tags S3 ignores",
                    "have S3 use the tags of the bucket: aws s3api put-bucket-abac --bucket NAME"
                        + " --abac-status Status=Enabled",
                    request(CALLER, "s3:PutBucketPolicy", BUCKET, NONE))),
            doors)
        .toList();
  }

  private static List<Door> copies() {
    return List.of(
        door(
            "delete-copy",
            "an administrator deletes the final copy of an instance",
            DELETES,
            request(CALLER, "ec2:DeleteSnapshot", SNAPSHOT, COPY)),
        door(
            "delete-copy-as-purger",
            "the purge role deletes the final copy of an instance",
            DELETES,
            request(PURGER, "ec2:DeleteSnapshot", SNAPSHOT, COPY)),
        door(
            "data-lifecycle-manager",
            "Data Lifecycle Manager deletes the final copy of an instance",
            DELETES,
            request(
                role("AWSDataLifecycleManagerDefaultRole"), "ec2:DeleteSnapshot", SNAPSHOT, COPY)),
        door(
            "delete-database-copy",
            "an administrator deletes the final copy of a database",
            DELETES,
            request(CALLER, "rds:DeleteDBSnapshot", rds("snapshot:orders-final"), COPY)),
        door(
            "delete-cluster-copy",
            "AWS Backup deletes the final copy of a cluster with its service role",
            DELETES,
            request(
                role("service-role/AWSBackupDefaultServiceRole"),
                "rds:DeleteDBClusterSnapshot",
                rds("cluster-snapshot:orders-final"),
                COPY)),
        door(
            "delete-database-backups",
            "an administrator deletes the automated backups of a deleted database",
            DELETES,
            request(CALLER, "rds:DeleteDBInstanceAutomatedBackup", rds("auto-backup:ab-1"), NONE)),
        door(
            "delete-cluster-backups",
            "an administrator deletes the automated backups of a deleted cluster",
            DELETES,
            request(
                CALLER,
                "rds:DeleteDBClusterAutomatedBackup",
                rds("cluster-auto-backup:ab-1"),
                NONE)),
        door(
            "delete-key",
            "an administrator schedules the deletion of the records' key",
            DELETES,
            request(CALLER, "kms:ScheduleKeyDeletion", RECORDS_KEY, alias())),
        door(
            "disable-key",
            "an administrator disables the records' key",
            DELETES,
            request(CALLER, "kms:DisableKey", RECORDS_KEY, alias())),
        door(
            "move-alias",
            "an administrator takes the alias off the records' key",
            DELETES,
            request(CALLER, "kms:DeleteAlias", ALIAS, NONE)));
  }

  private static List<Door> protection() {
    String action = "ec2:ModifyInstanceAttribute";
    return List.of(
        door(
            "termination-protection",
            "an administrator turns termination protection off",
            PROTECTION,
            request(CALLER, action, SERVER, attribute("DisableApiTermination", "false"))),
        door(
            "stop-protection",
            "an administrator turns stop protection off",
            PROTECTION,
            request(CALLER, action, SERVER, attribute("DisableApiStop", "false"))),
        door(
            "shutdown-behavior",
            "an administrator has a shutdown from inside terminate an instance",
            PROTECTION,
            request(
                CALLER,
                action,
                SERVER,
                attribute("InstanceInitiatedShutdownBehavior", "terminate"))),
        door(
            "database-protection",
            "an administrator turns the deletion protection of a database off",
            PROTECTION,
            request(CALLER, "rds:ModifyDBInstance", DATABASE, NONE)),
        door(
            "cluster-protection",
            "an administrator turns the deletion protection of a cluster off",
            PROTECTION,
            request(CALLER, "rds:ModifyDBCluster", CLUSTER, NONE)));
  }

  private static List<Door> tags() {
    return List.of(
        door(
            "forge-record",
            "an administrator writes a record of a retirement",
            TAGS,
            request(CALLER, "ec2:CreateTags", SERVER, keys("molly:retire"))),
        door(
            "forge-database-record",
            "an administrator writes a record on a database",
            TAGS,
            request(CALLER, "rds:AddTagsToResource", DATABASE, keys("molly:retire"))),
        door(
            "forge-bucket-record",
            "an administrator writes a record on a bucket",
            TAGS,
            request(CALLER, "s3:TagResource", BUCKET, keys("molly:retire"))),
        door(
            "forge-due",
            "the purge role itself says that an instance is due",
            TAGS,
            request(PURGER, "ec2:CreateTags", SERVER, keys("molly:state"))),
        door(
            "unmark-copy",
            "an administrator takes the mark off a final copy",
            TAGS,
            request(CALLER, "ec2:DeleteTags", SNAPSHOT, keys("molly:copy-of"))),
        door(
            "remove-all-tags",
            "an administrator removes all tags at once, and names none",
            TAGS,
            request(CALLER, "ec2:DeleteTags", SNAPSHOT, COPY)),
        door(
            "replace-bucket-tags",
            "an administrator replaces all tags of a bucket",
            TAGS,
            request(CALLER, "s3:PutBucketTagging", BUCKET, NONE)));
  }

  private static List<Door> accounts() {
    return List.of(
        door(
            "make-molly-role",
            "an administrator makes a role with a name of molly's",
            TAGS,
            request(CALLER, "iam:CreateRole", role("molly-purge"), NONE)),
        door(
            "trust-of-molly-role",
            "an administrator changes who may assume the purge role",
            TAGS,
            request(CALLER, "iam:UpdateAssumeRolePolicy", role("molly-purge"), NONE)),
        door(
            "pass-molly-role",
            "an administrator passes the purge role to a service",
            TAGS,
            request(CALLER, "iam:PassRole", role("molly-purge"), NONE)),
        door(
            "assume-purge-role",
            "an administrator becomes the purge role and deletes what is due",
            "let its trust policy name who may assume it, with MFA, and not the account as a whole",
            request(CALLER, "sts:AssumeRole", role("molly-purge"), NONE)),
        door(
            "leave-organization",
            "an administrator takes the account out of the organization and its policies",
            DELETES,
            request(CALLER, "organizations:LeaveOrganization", "*", NONE)),
        door(
            "close-account",
            "the root user of a member account closes it",
            DELETES,
            request(ROOT, "account:CloseAccount", "*", NONE)),
        door(
            "management-account",
            "a principal of the management account deletes a resource there",
            "no service control policy holds the management account: keep resources out of it, and"
                + " use the permission boundary for its roles"));
  }

  private static Door door(String id, String what, String remedy, ApiRequest... requests) {
    return new Door(id, what, List.of(requests), remedy);
  }

  private static String kebab(String action) {
    String name = action.substring(action.indexOf(':') + 1);
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
