package dev.molly.kind.rds;

import dev.molly.aws.CliCommands;
import dev.molly.kind.OnOff;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.text.ShellQuoting;
import java.util.ArrayList;

/// Describes the calls that change a control of a database or a cluster. They never use
/// `--apply-immediately`, which would apply every other change that waits for the maintenance
/// window. Deletion protection is immediate all the same (RDS API, ModifyDBCluster).
final class RdsModifyCalls {
  private RdsModifyCalls() {}

  /// @param api the IAM action
  /// @param word the AWS CLI word for the type: `db-instance`
  static ApiCall of(String api, String word, Change change) {
    ResourceRef ref = change.resource();
    String command = command("modify-" + word, ref, "--" + word + "-identifier");
    return new ApiCall(api, api, ref.arn(), command + " " + option(change), cost(change));
  }

  /// Returns an AWS CLI command for one database or cluster.
  static String command(String verb, ResourceRef ref, String identifier) {
    return CliCommands.inAccount(
        ref.id().account(),
        "aws rds %s --region %s %s %s"
            .formatted(verb, ref.id().region(), identifier, ShellQuoting.quote(ref.identifier())));
  }

  private static String option(Change change) {
    ControlId control = change.control();
    if (control.equals(RdsListings.BACKUPS)) {
      return "--backup-retention-period " + change.to();
    }
    return (OnOff.isOn(change.to()) ? "--" : "--no-")
        + (control.equals(RdsListings.DELETION) ? "deletion-protection" : "copy-tags-to-snapshot");
  }

  /// "An outage occurs if you change the backup retention period of a DB instance from 0 to a
  /// nonzero value or from a nonzero value to 0" (RDS User Guide, "Backup retention period"). A
  /// shorter retention removes the backups that are older, which happens in an undo. Backup
  /// storage is free up to the size of a region's databases, or of the cluster.
  ///
  /// Source: https://aws.amazon.com/rds/pricing/, https://aws.amazon.com/rds/aurora/pricing/
  private static String cost(Change change) {
    if (!change.control().equals(RdsListings.BACKUPS)) {
      return "";
    }
    int from = Integer.parseInt(change.from());
    int to = Integer.parseInt(change.to());
    var costs = new ArrayList<String>();
    if (to < from) {
      costs.add("AWS deletes the automated backups that are older than " + to + " days");
    }
    if (to > from) {
      costs.add("backups beyond the free amount, the size of the database storage, are billed");
    }
    if (from == 0 || to == 0) {
      costs.add(
          "the database may be unavailable for a short time when AWS applies it, in the next"
              + " maintenance window");
    }
    return String.join("; ", costs);
  }
}
