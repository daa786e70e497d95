package dev.molly.simulation.world;

import dev.molly.sim.SimAws;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/// People who do nothing but change tags: of databases, clusters and buckets.
abstract sealed class TagsByHand implements ManualEdits {
  private static final String ACCOUNT = SimAws.OWN_ACCOUNT;

  @Override
  public final boolean isStopped(String uid) {
    return false;
  }

  @Override
  public final void start(String uid) {}

  @Override
  public final void stop(String uid) {}

  @Override
  public final void protect(String uid, boolean on) {}

  @Override
  public final void rename(String uid, String name) {}

  @Override
  public final Optional<String> missingOfItsCopy(String uid, Instant later) {
    return Optional.empty();
  }

  /// Of databases and clusters.
  static final class Rds extends TagsByHand {
    private final World world;
    private final RdsClient rds;

    Rds(World world) {
      this.world = world;
      this.rds = world.account.rds(World.REGION);
    }

    @Override
    public Map<String, String> tags(String uid) {
      return world.cloud.aside(
          () -> {
            var tags = new TreeMap<String, String>();
            rds.listTagsForResource(r -> r.resourceName(arn(uid).orElseThrow()))
                .tagList()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
            return tags;
          });
    }

    @Override
    public void put(String uid, Map<String, String> tags) {
      var all =
          tags.entrySet().stream()
              .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
              .toList();
      rds.addTagsToResource(r -> r.resourceName(arn(uid).orElseThrow()).tags(all));
    }

    @Override
    public void remove(String uid, Set<String> keys) {
      rds.removeTagsFromResource(r -> r.resourceName(arn(uid).orElseThrow()).tagKeys(keys));
    }

    private Optional<String> arn(String uid) {
      return rds.describeDBInstances(r -> {}).dbInstances().stream()
          .filter(each -> uid.equals(each.dbiResourceId()))
          .map(each -> each.dbInstanceArn())
          .findFirst()
          .or(
              () ->
                  rds.describeDBClusters(r -> {}).dbClusters().stream()
                      .filter(each -> uid.equals(each.dbClusterResourceId()))
                      .map(each -> each.dbClusterArn())
                      .findFirst());
    }
  }

  /// Of buckets.
  static final class Buckets extends TagsByHand {
    private final World world;
    private final S3ControlClient control;

    Buckets(World world) {
      this.world = world;
      this.control = world.account.s3Control(World.REGION);
    }

    @Override
    public Map<String, String> tags(String uid) {
      return world.account.bucket(uid).tags();
    }

    @Override
    public void put(String uid, Map<String, String> tags) {
      var all =
          tags.entrySet().stream()
              .map(
                  tag ->
                      software.amazon.awssdk.services.s3control.model.Tag.builder()
                          .key(tag.getKey())
                          .value(tag.getValue())
                          .build())
              .toList();
      control.tagResource(r -> r.accountId(ACCOUNT).resourceArn("arn:aws:s3:::" + uid).tags(all));
    }

    @Override
    public void remove(String uid, Set<String> keys) {
      control.untagResource(
          r -> r.accountId(ACCOUNT).resourceArn("arn:aws:s3:::" + uid).tagKeys(keys));
    }
  }
}
