package dev.molly.contract;

import dev.molly.model.AccountRegion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

/// A running instance with two volumes, protected from being stopped and from nothing else.
record RetirableInstance(Ec2Client ec2, String id) implements Retirable {
  static RetirableInstance plant(Engine engine, AccountRegion where) {
    var seed =
        Seed.instance(Seed.InstanceTrait.STOP_PROTECTED, Seed.InstanceTrait.LOSES_DATA_VOLUME);
    String id = engine.create(where, seed);
    Ec2Client ec2 = engine.ec2(where);
    ec2.createTags(r -> r.resources(id).tags(tag("Name", NAME), tag("env", "production")));
    return new RetirableInstance(ec2, id);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Override
  public String arn() {
    String region = ec2.serviceClientConfiguration().region().id();
    return "arn:aws:ec2:%s:%s:instance/%s".formatted(region, MotoEngine.DEFAULT_ACCOUNT, id);
  }

  private Map<String, String> tags() {
    var tags = new TreeMap<String, String>();
    instance().tags().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  @Override
  public Map<String, String> state() {
    Map<String, String> tags = tags();
    String name = tags.remove("Name");
    return new TreeMap<>(
        Map.of(
            "name", name == null ? "" : name,
            "state", instance().state().nameAsString(),
            "termination-protection", attribute(InstanceAttributeName.DISABLE_API_TERMINATION),
            "stop-protection", attribute(InstanceAttributeName.DISABLE_API_STOP),
            "tags", tags.toString()));
  }

  private Instance instance() {
    return ec2.describeInstances(r -> r.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  private String attribute(InstanceAttributeName name) {
    var answer = ec2.describeInstanceAttribute(r -> r.instanceId(id).attribute(name));
    var value =
        name == InstanceAttributeName.DISABLE_API_STOP
            ? answer.disableApiStop()
            : answer.disableApiTermination();
    return String.valueOf(value.value());
  }

  @Override
  public Map<String, String> whenRetired() {
    return Map.of(
        "name", NAME + "_deleted_DAY",
        "state", "stopped",
        "termination-protection", "true",
        "stop-protection", "false");
  }

  @Override
  public boolean isThere() {
    return instance().state().name() != InstanceStateName.TERMINATED;
  }

  @Override
  public List<String> copies() {
    return ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots().stream()
        .filter(copy -> copy.state() == SnapshotState.COMPLETED)
        .flatMap(copy -> copy.tags().stream())
        .filter(tag -> tag.key().equals("molly:copy-of") && tag.value().equals(id))
        .map(tag -> "of a volume")
        .toList();
  }

  @Override
  public List<String> copiesWhenPurged() {
    return List.of("of a volume", "of a volume");
  }
}
