package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.Tag;

/// The database instances of RDS.
final class DbInstances extends RdsResources<DBInstance> {
  static final KindId KIND = new KindId("rds-instance");

  private static final String DESCRIBE = "rds:DescribeDBInstances";

  /// The maximum page size of RDS.
  private static final int PAGE = 100;

  @Override
  RdsType type() {
    return RdsType.INSTANCE;
  }

  void list(AccountSession session, RegionId region, Consumer<DBInstance> found) {
    var rds = session.client(RdsClient.class, region);
    var pages = rds.describeDBInstancesPaginator(r -> r.maxRecords(PAGE)).iterator();
    while (AwsCalls.call(DESCRIBE, pages::hasNext)) {
      AwsCalls.call(DESCRIBE, pages::next).dbInstances().stream()
          .filter(instance -> isOurs(instance.engine()))
          .forEach(found);
    }
  }

  @Override
  Optional<DBInstance> named(AccountSession session, RegionId region, String name) {
    var rds = session.client(RdsClient.class, region);
    return AwsCalls.callIfExists(
            DESCRIBE, () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(name)))
        .stream()
        .flatMap(answer -> answer.dbInstances().stream())
        .findFirst();
  }

  @Override
  List<DBInstance> byResourceId(AccountSession session, RegionId region, String uid) {
    var rds = session.client(RdsClient.class, region);
    var filter = Filter.builder().name("dbi-resource-id").values(uid).build();
    return AwsCalls.call(DESCRIBE, () -> rds.describeDBInstances(r -> r.filters(filter)))
        .dbInstances();
  }

  @Override
  Resource resource(
      AccountSession session,
      RegionId region,
      DBInstance instance,
      Map<ControlId, Protection> controls) {
    var ref =
        new ResourceRef(
            new ResourceId(KIND, session.identity().account(), region, instance.dbiResourceId()),
            instance.dbInstanceIdentifier(),
            instance.dbInstanceIdentifier(),
            instance.dbInstanceArn());
    return new Resource(
        ref,
        instance.dbInstanceStatus(),
        RdsTags.of(instance.hasTagList(), instance.tagList()),
        controls);
  }

  @Override
  RdsObservation observation(AccountSession session, RegionId region, DBInstance instance) {
    var pending = instance.pendingModifiedValues();
    return RdsObservation.of(
        plain(session, region, instance),
        instance.dbInstanceStatus(),
        pending == null ? null : pending.dbInstanceIdentifier(),
        pending == null ? List.of() : RdsBlockers.pending(pending),
        false);
  }

  @Override
  RdsSnapshots copies(AccountSession session, Resource resource) {
    ResourceRef ref = resource.ref();
    return RdsSnapshots.ofInstance(
        session.client(RdsClient.class, ref.id().region()),
        ref,
        RdsObservation.record(resource).orElse(null));
  }

  @Override
  void start(RdsClient rds, String name) {
    AwsCalls.call(
        "rds:StartDBInstance", () -> rds.startDBInstance(r -> r.dbInstanceIdentifier(name)));
  }

  @Override
  void stop(RdsClient rds, String name) {
    AwsCalls.call(
        "rds:StopDBInstance", () -> rds.stopDBInstance(r -> r.dbInstanceIdentifier(name)));
  }

  @Override
  void rename(RdsClient rds, String name, String to) {
    AwsCalls.call(
        "rds:ModifyDBInstance",
        () ->
            rds.modifyDBInstance(
                r ->
                    r.dbInstanceIdentifier(name)
                        .newDBInstanceIdentifier(to)
                        .applyImmediately(true)));
  }

  @Override
  void copy(RdsClient rds, String name, String copy, List<Tag> tags) {
    AwsCalls.call(
        "rds:CreateDBSnapshot",
        () ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier(name).dbSnapshotIdentifier(copy).tags(tags)));
  }

  @Override
  void delete(RdsClient rds, String name, String last) {
    AwsCalls.call(
        "rds:DeleteDBInstance",
        () ->
            rds.deleteDBInstance(
                r ->
                    r.dbInstanceIdentifier(name)
                        .skipFinalSnapshot(false)
                        .finalDBSnapshotIdentifier(last)
                        .deleteAutomatedBackups(false)));
  }
}
