package dev.molly.sim.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.sim.SimAccount;
import dev.molly.sim.SimCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagDescription;

class SimEc2Test {

  private static final String REGION = "us-east-1";

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final SimAccount account = cloud.account("111122223333");
  private final Ec2Client ec2 = account.ec2(REGION);

  @Test
  void refusesToTerminateAProtectedInstance() {
    SimInstance web = account.launch(REGION, SimInstance::protectedFromTermination);

    refused(
        () -> ec2.terminateInstances(r -> r.instanceIds(web.id())),
        "OperationNotPermitted",
        "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
            .formatted(web.id()));

    assertThat(web.state()).isEqualTo("running");
  }

  @Test
  void refusesToTerminateAStopProtectedInstance() {
    SimInstance web = account.launch(REGION, SimInstance::protectedFromStop);

    refused(
        () -> ec2.terminateInstances(r -> r.instanceIds(web.id())),
        "OperationNotPermitted",
        "disableApiStop");

    assertThat(web.isProtectedFromTermination()).isFalse();
  }

  @Test
  void terminatesOtherZonesWhenOneInstanceIsProtected() {
    SimInstance kept = account.launch(REGION, SimInstance::protectedFromTermination);
    SimInstance neighbour = account.launch(REGION, one -> one.inZone("a"));
    SimInstance elsewhere = account.launch(REGION, one -> one.inZone("b"));

    refused(
        () -> ec2.terminateInstances(r -> r.instanceIds(kept.id(), neighbour.id(), elsewhere.id())),
        "OperationNotPermitted",
        kept.id());

    assertThat(neighbour.state()).isEqualTo("running");
    assertThat(elsewhere.state()).isEqualTo("shutting-down");
    assertThat(cloud.calls().getLast().effect()).isTrue();
  }

  @Test
  void terminatesNothingWhenOneIdDoesNotExist() {
    SimInstance web = account.launch(REGION, one -> {});

    refused(
        () -> ec2.terminateInstances(r -> r.instanceIds(web.id(), "i-00000000000000000")),
        "InvalidInstanceID.NotFound",
        "The instance ID 'i-00000000000000000' does not exist");

    assertThat(web.state()).isEqualTo("running");
  }

  @Test
  void refusesToChangeAnInstanceThatAServiceManages() {
    SimInstance node = account.launch(REGION, one -> one.managedBy("eks.amazonaws.com"));

    refused(() -> ec2.stopInstances(r -> r.instanceIds(node.id())), "OperationNotPermitted", "eks");

    assertThat(instance(node.id()).operator().managed()).isTrue();
  }

  @Test
  void deletesOnlyTheVolumesMarkedForIt() {
    SimInstance web = account.launch(REGION, one -> one.withDataVolume(80, false));

    ec2.terminateInstances(r -> r.instanceIds(web.id()));
    cloud.clock().advance(Duration.ofMinutes(1));

    assertThat(ec2.describeVolumes().volumes())
        .singleElement()
        .satisfies(volume -> assertThat(volume.size()).isEqualTo(80))
        .satisfies(volume -> assertThat(volume.stateAsString()).isEqualTo("available"));
  }

  @Test
  void showsATerminatedInstanceForAnHour() {
    SimInstance web = account.launch(REGION, one -> {});
    ec2.terminateInstances(r -> r.instanceIds(web.id()));

    cloud.clock().advance(Duration.ofMinutes(59));
    assertThat(instance(web.id()).state().nameAsString()).isEqualTo("terminated");

    cloud.clock().advance(Duration.ofMinutes(2));
    refused(() -> instance(web.id()), "InvalidInstanceID.NotFound", web.id());
  }

  @Test
  void stopsAndStartsThroughPassingStates() {
    SimInstance web = account.launch(REGION, one -> {});

    ec2.stopInstances(r -> r.instanceIds(web.id()));
    assertThat(web.state()).isEqualTo("stopping");
    refused(
        () -> ec2.startInstances(r -> r.instanceIds(web.id())),
        "IncorrectInstanceState",
        "started");

    cloud.clock().advance(Duration.ofMinutes(1));
    assertThat(web.state()).isEqualTo("stopped");

    ec2.startInstances(r -> r.instanceIds(web.id()));
    cloud.clock().advance(Duration.ofMinutes(1));
    assertThat(web.state()).isEqualTo("running");
  }

  @Test
  void refusesToStopWhatCannotBeStopped() {
    SimInstance spot = account.launch(REGION, SimInstance::spot);
    SimInstance store = account.launch(REGION, SimInstance::onInstanceStore);
    SimInstance kept = account.launch(REGION, SimInstance::protectedFromStop);

    refused(() -> ec2.stopInstances(r -> r.instanceIds(spot.id())), "UnsupportedOperation", "Spot");
    refused(
        () -> ec2.stopInstances(r -> r.instanceIds(store.id())), "UnsupportedOperation", "'ebs'");
    refused(
        () -> ec2.stopInstances(r -> r.instanceIds(kept.id())),
        "OperationNotPermitted",
        "disableApiStop");
  }

  @Test
  void isTerminatedFromInsideInSpiteOfItsProtection() {
    SimInstance web =
        account.launch(REGION, one -> one.protectedFromTermination().terminatesOnShutdown());

    account.shutDownFromInside(web.id());

    assertThat(web.state()).isEqualTo("shutting-down");
  }

  @Test
  void handsOutEveryInstanceOnceOverItsPages() {
    IntStream.range(0, 23).forEach(n -> account.launch(REGION, one -> {}));

    List<String> seen = new ArrayList<>();
    for (DescribeInstancesResponse page :
        ec2.describeInstancesPaginator(DescribeInstancesRequest.builder().maxResults(5).build())) {
      page.reservations().forEach(r -> r.instances().forEach(i -> seen.add(i.instanceId())));
    }

    assertThat(seen).hasSize(23).doesNotHaveDuplicates();
  }

  @Test
  void refusesPagesSmallerThanFiveOrTogetherWithIds() {
    SimInstance web = account.launch(REGION, one -> {});

    refused(() -> ec2.describeInstances(r -> r.maxResults(4)), "InvalidParameterValue", "4");
    refused(
        () -> ec2.describeInstances(r -> r.instanceIds(web.id()).maxResults(5)),
        "InvalidParameterCombination",
        "maxResults");
  }

  @Test
  void filtersByStateAndTag() {
    SimInstance prod = account.launch(REGION, one -> one.tagged("env", "production"));
    account.launch(REGION, one -> one.tagged("env", "dev"));
    account.launch(REGION, one -> one.tagged("env", "production").stopped());

    var answer =
        ec2.describeInstances(
            r ->
                r.filters(
                    filter("tag:env", "prod*"),
                    filter("instance-state-name", "running", "pending")));

    assertThat(answer.reservations()).hasSize(1);
    assertThat(answer.reservations().getFirst().instances().getFirst().instanceId())
        .isEqualTo(prod.id());
  }

  @Test
  void refusesAFilterThatDoesNotExist() {
    refused(
        () -> ec2.describeInstances(r -> r.filters(filter("colour", "red"))),
        "InvalidParameterValue",
        "colour");
  }

  @Test
  void throwsOnWhatItDoesNotSimulate() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> ec2.rebootInstances(r -> r.instanceIds("i-00000000000000000")));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> ec2.stopInstances(r -> r.instanceIds("i-00000000").hibernate(true)))
        .withMessageContaining("Hibernate");
  }

  @Test
  void taggingIsRefusedAsAWholeOrDoneAsAWhole() {
    SimInstance web = account.launch(REGION, one -> {});
    SimInstance full = account.launch(REGION, one -> one.inGroup("does-not-count"));
    IntStream.range(0, 50).forEach(n -> full.tagged("k" + n, ""));

    refused(
        () -> ec2.createTags(r -> r.resources(web.id(), full.id()).tags(tag("extra", ""))),
        "TagLimitExceeded",
        "maximum number of tags");
    refused(
        () -> ec2.createTags(r -> r.resources(web.id()).tags(tag("aws:mine", ""))),
        "InvalidParameterValue",
        "reserved");

    assertThat(web.tags()).isEmpty();
  }

  @Test
  void deletesATagOnlyWhenTheValueIsTheSame() {
    SimInstance web = account.launch(REGION, one -> one.named("web-01").tagged("env", "dev"));

    ec2.deleteTags(r -> r.resources(web.id()).tags(tag("Name", "web-02"), tag("env", "dev")));

    assertThat(ec2.describeTags(r -> r.filters(filter("resource-id", web.id()))).tags())
        .extracting(TagDescription::key, TagDescription::value)
        .containsExactly(tuple("Name", "web-01"));
  }

  @Test
  void aDryRunSaysNothingAboutProtection() {
    SimInstance web = account.launch(REGION, SimInstance::protectedFromTermination);

    refused(
        () -> ec2.terminateInstances(r -> r.instanceIds(web.id()).dryRun(true)),
        "DryRunOperation",
        "would have succeeded");
  }

  @Test
  void snapshotsOfAllVolumesCompleteInTime() {
    SimInstance web = account.launch(REGION, one -> one.withDataVolume(80, true));

    ec2.createSnapshots(r -> r.instanceSpecification(i -> i.instanceId(web.id())));
    assertThat(snapshotStates()).containsExactly("pending", "pending");

    cloud.clock().advance(Duration.ofMinutes(5));
    assertThat(snapshotStates()).containsExactly("completed", "completed");
  }

  @Test
  void listsRegionsThatAreNotEnabledOnlyWhenAsked() {
    assertThat(ec2.describeRegions().regions()).hasSize(5);
    assertThat(ec2.describeRegions(r -> r.allRegions(true)).regions())
        .extracting(region -> region.optInStatus())
        .contains("not-opted-in");
  }

  private Instance instance(String id) {
    return ec2.describeInstances(r -> r.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  private List<String> snapshotStates() {
    return ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots().stream()
        .map(Snapshot::stateAsString)
        .toList();
  }

  private static void refused(ThrowingCallable call, String code, String message) {
    assertThatExceptionOfType(Ec2Exception.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  private static Filter filter(String name, String... values) {
    return Filter.builder().name(name).values(values).build();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
