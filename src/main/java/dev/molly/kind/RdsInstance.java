package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.DBInstance;

/// RDS instances. Those that are members of a cluster are judged through their cluster: they have
/// no switch of their own.
final class RdsInstance implements Kind {
  static final KindId ID = new KindId("rds-instance");

  private static final Control DELETION =
      Control.of(
          "deletion-protection",
          Measure.SWITCH,
          "rds-instance-deletion-protection",
          "nobody can delete it before they turn this off");
  private static final Control BACKUPS =
      Control.of(
          "backup-retention",
          Measure.DURATION,
          "rds-instance-backup-retention",
          "automated backups are on, and how long they are kept");
  private static final Control COPY_TAGS =
      Control.of(
          "copy-tags-to-snapshot",
          Measure.SWITCH,
          "rds-instance-copy-tags",
          "its snapshots say whose they are");

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public List<Control> controls() {
    return List.of(DELETION, BACKUPS, COPY_TAGS);
  }

  @Override
  public void list(Session session, RegionId region, Wanted wanted, Consumer<Resource> found) {
    var clusters = new ClusterProtection(session, region);
    Rds.instances(
        session, region, instance -> found.accept(resource(session, region, instance, clusters)));
  }

  private static Resource resource(
      Session session, RegionId region, DBInstance instance, ClusterProtection clusters) {
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, instance.dbiResourceId()),
            instance.dbInstanceIdentifier(),
            instance.dbInstanceIdentifier(),
            instance.dbInstanceArn());
    Map<ControlId, Protection> controls =
        instance.dbClusterIdentifier() == null ? own(instance) : member(instance, clusters);
    return new Resource(ref, instance.dbInstanceStatus(), Rds.tags(instance.tagList()), controls);
  }

  private static Map<ControlId, Protection> own(DBInstance instance) {
    String source = instance.readReplicaSourceDBInstanceIdentifier();
    Protection backups =
        source == null
            ? Rds.backups(instance.backupRetentionPeriod())
            : new Protection.NotOffered("a read replica: its source is " + source);
    return Map.of(
        DELETION.id(), Rds.deletionProtection(instance.deletionProtection()),
        BACKUPS.id(), backups,
        COPY_TAGS.id(), Rds.copyTags(instance.copyTagsToSnapshot()));
  }

  private static Map<ControlId, Protection> member(
      DBInstance instance, ClusterProtection clusters) {
    String cluster = instance.dbClusterIdentifier();
    var theirs = new Protection.NotOffered("a member of cluster " + cluster + ", which has it");
    return Map.of(
        DELETION.id(), clusters.ofMember(cluster), BACKUPS.id(), theirs, COPY_TAGS.id(), theirs);
  }

  @Override
  public Resource read(Session session, Resource listed, Wanted wanted) {
    return listed;
  }

  /// Never with `--apply-immediately`, which would apply every pending change as well.
  @Override
  public Optional<String> fix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    if (resource.controls().get(control) instanceof Protection.Ineffective) {
      return Optional.empty();
    }
    return Optional.of(
        "aws rds modify-db-instance --region %s --db-instance-identifier %s %s"
            .formatted(
                resource.id().region(),
                Shell.quote(resource.ref().identifier()),
                change(control, atLeast)));
  }

  private static String change(ControlId control, Optional<Duration> atLeast) {
    if (control.equals(DELETION.id())) {
      return "--deletion-protection";
    }
    return control.equals(BACKUPS.id()) ? Rds.keepBackups(atLeast) : "--copy-tags-to-snapshot";
  }

  /// Whether the clusters of one region are protected, read when the first member asks.
  private static final class ClusterProtection {
    private final Session session;
    private final RegionId region;
    private Map<String, Protection> byCluster = Map.of();
    private Optional<Protection.Unknown> unread = Optional.empty();
    private boolean asked;

    ClusterProtection(Session session, RegionId region) {
      this.session = session;
      this.region = region;
    }

    /// AWS deletes the members of a protected cluster one by one if asked to: "DB instances in a DB
    /// cluster can be deleted even when deletion protection is enabled for the DB cluster" (the RDS
    /// API's own text).
    Protection ofMember(String cluster) {
      ask();
      if (unread.isPresent()) {
        return unread.get();
      }
      return switch (byCluster.get(cluster)) {
        case Protection.On on ->
            new Protection.Ineffective(
                "cluster " + cluster + " is protected, but AWS deletes its members regardless");
        case Protection.Unknown unknown -> unknown;
        case null -> new Protection.Unknown("its cluster " + cluster + " is in no listing", "");
        default ->
            new Protection.NotOffered(
                "a member of cluster " + cluster + ", which is not protected");
      };
    }

    private void ask() {
      if (asked) {
        return;
      }
      asked = true;
      var read = new HashMap<String, Protection>();
      try {
        Rds.clusters(
            session,
            region,
            cluster ->
                read.put(
                    cluster.dbClusterIdentifier(),
                    Rds.deletionProtection(cluster.deletionProtection())));
        byCluster = read;
      } catch (AwsException e) {
        unread = Optional.of(Unread.because(e));
      }
    }
  }
}
