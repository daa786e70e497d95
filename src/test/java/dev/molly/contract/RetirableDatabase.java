package dev.molly.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/// A database that is up and not protected. Moto gives all databases of a region one resource id,
/// so that it is the only one.
record RetirableDatabase(RdsClient rds) implements Retirable {
  static RetirableDatabase plant(RdsClient rds) {
    return plant(rds, none -> {});
  }

  /// Encrypted with a key.
  static RetirableDatabase encrypted(RdsClient rds, String key) {
    return plant(rds, r -> r.storageEncrypted(true).kmsKeyId(key));
  }

  private static RetirableDatabase plant(
      RdsClient rds, Consumer<CreateDbInstanceRequest.Builder> more) {
    rds.createDBInstance(
        r ->
            r.applyMutation(more)
                .dbInstanceIdentifier(NAME)
                .dbInstanceClass("db.m5.large")
                .engine("postgres")
                .masterUsername("molly")
                .masterUserPassword("not-a-secret")
                .allocatedStorage(20)
                .tags(Tag.builder().key("env").value("production").build()));
    return new RetirableDatabase(rds);
  }

  private DBInstance database() {
    return rds.describeDBInstances().dbInstances().getFirst();
  }

  @Override
  public String arn() {
    return database().dbInstanceArn();
  }

  @Override
  public Map<String, String> state() {
    DBInstance database = database();
    return new TreeMap<>(
        Map.of(
            "name", database.dbInstanceIdentifier(),
            "state", database.dbInstanceStatus(),
            "deletion-protection", String.valueOf(database.deletionProtection()),
            "tags", tags(database.tagList())));
  }

  static String tags(List<Tag> list) {
    var tags = new TreeMap<String, String>();
    list.forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags.toString();
  }

  @Override
  public Map<String, String> whenRetired() {
    return Map.of("name", NAME + "-deleted-DAY", "state", "stopped", "deletion-protection", "true");
  }

  @Override
  public boolean isThere() {
    return !rds.describeDBInstances().dbInstances().isEmpty();
  }

  @Override
  public List<String> copies() {
    return rds.describeDBSnapshots(r -> r.snapshotType("manual")).dbSnapshots().stream()
        .map(copy -> copy.dbSnapshotIdentifier())
        .map(RetirableDatabase::withoutTime)
        .sorted()
        .toList();
  }

  static String withoutTime(String copy) {
    return copy.replaceFirst("\\d{8}-\\d{6}$", "TIME").replaceFirst("\\d{8}", "DAY");
  }

  @Override
  public List<String> copiesWhenPurged() {
    return List.of(NAME + "-deleted-DAY-final", NAME + "-molly-TIME");
  }
}
