package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.OnOff;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.Remediation;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.support.FinalCopyVerifier;
import dev.molly.model.Arn;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.StagedDeletion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/// EC2 instances. No listing contains their protection flags: each flag needs a call of its own
/// for each instance, so a flag is read only if a rule requires it and the result can matter.
///
/// Source: EC2 API Reference, DescribeInstanceAttribute ("you can specify only one attribute").
///
/// Settings: termination-protection and stop-protection `on` or `off`; shutdown-behavior `stop`
/// or `terminate`; volume-retention `/dev/sdf=delete,/dev/sdg=keep`, all data volumes by device.
public final class InstanceKind implements ResourceKind {
  public static final KindId ID = new KindId("ec2-instance");

  static final Control TERMINATION =
      Control.of(
          "termination-protection",
          Measure.SWITCH,
          "ec2-termination-protection",
          "no API call can terminate it");
  static final Control STOP =
      Control.of(
          "stop-protection",
          Measure.SWITCH,
          "ec2-stop-protection",
          "no API call can stop or terminate it");
  static final Control SHUTDOWN =
      Control.of(
          "shutdown-behavior",
          Measure.SWITCH,
          "ec2-shutdown-behavior",
          "a shutdown from inside stops it and does not terminate it");
  static final Control VOLUMES =
      Control.of(
          "volume-retention",
          Measure.SWITCH,
          "ec2-volume-retention",
          "its data volumes outlive it");

  /// The tag that Auto Scaling sets on each of its members; no user can set it, since `aws:` is
  /// reserved.
  private static final String AUTO_SCALING = "aws:autoscaling:groupName";

  /// The name is a tag, and optional.
  private static final Pattern ANY_NAME = Pattern.compile(".{0,256}", Pattern.DOTALL);

  /// DescribeInstances returns up to 1000 on one page, but such a page is held in memory as a
  /// whole and outlives the young generation: with pages of 1000, garbage grows with the fleet.
  private static final int PAGE = 100;

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public boolean owns(Arn arn) {
    return arn.service().equals("ec2") && arn.resource().startsWith("instance/");
  }

  @Override
  public List<Control> controls() {
    return List.of(TERMINATION, STOP, SHUTDOWN, VOLUMES);
  }

  @Override
  public List<String> readPermissions() {
    return List.of("ec2:DescribeInstances", "ec2:DescribeInstanceAttribute");
  }

  @Override
  public List<String> writePermissions() {
    return List.of("ec2:ModifyInstanceAttribute");
  }

  @Override
  public void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found) {
    var pages =
        session
            .client(Ec2Client.class, region)
            .describeInstancesPaginator(r -> r.maxResults(PAGE))
            .iterator();
    while (AwsCalls.call("ec2:DescribeInstances", pages::hasNext)) {
      DescribeInstancesResponse page = AwsCalls.call("ec2:DescribeInstances", pages::next);
      page.reservations().stream()
          .flatMap(reservation -> reservation.instances().stream())
          .map(instance -> resource(session, region, instance, listed(instance)))
          .forEach(found);
    }
  }

  private static Resource resource(
      AccountSession session,
      RegionId region,
      Instance instance,
      Map<ControlId, Protection> controls) {
    Map<String, String> tags =
        instance.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    String id = instance.instanceId();
    String name = tags.getOrDefault("Name", "");
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, id),
            id,
            name.isEmpty() ? id : name,
            session.identity().arn("ec2", region.value(), "instance/" + id));
    return new Resource(ref, instance.state().nameAsString(), new Tags.Known(tags), controls);
  }

  private static boolean isGone(Instance instance) {
    InstanceStateName state = instance.state().name();
    return state == InstanceStateName.TERMINATED || state == InstanceStateName.SHUTTING_DOWN;
  }

  /// Returns the protections that the listing itself contains.
  static Map<ControlId, Protection> listed(Instance instance) {
    var answers = new HashMap<ControlId, Protection>();
    Optional<Protection> moot = moot(instance);
    if (moot.isPresent()) {
      for (Control control : List.of(TERMINATION, STOP, SHUTDOWN, VOLUMES)) {
        answers.put(control.id(), moot.get());
      }
      return answers;
    }
    answers.put(VOLUMES.id(), VolumeRetention.protection(instance));
    if (instance.instanceLifecycle() == InstanceLifecycleType.SPOT) {
      var spot = new Protection.NotOffered("AWS offers it for no spot instance");
      answers.put(TERMINATION.id(), spot);
      answers.put(STOP.id(), spot);
      answers.put(
          SHUTDOWN.id(), new Protection.NotOffered("a spot instance goes when AWS says so"));
    } else if (instance.rootDeviceType() == DeviceType.INSTANCE_STORE) {
      var store = new Protection.NotOffered("an instance with an instance-store root cannot stop");
      answers.put(STOP.id(), store);
      answers.put(SHUTDOWN.id(), store);
    }
    return answers;
  }

  private static Optional<Protection> moot(Instance instance) {
    if (isGone(instance)) {
      return Optional.of(new Protection.NotOffered("it is " + instance.state().nameAsString()));
    }
    return manager(instance)
        .map(who -> new Protection.NotOffered("it is managed by " + who + ", not by you"));
  }

  /// Returns the service that manages it on behalf of its owner; empty if there is none.
  static Optional<String> manager(Instance instance) {
    return Optional.ofNullable(instance.operator())
        .filter(operator -> Boolean.TRUE.equals(operator.managed()))
        .map(operator -> String.valueOf(operator.principal()));
  }

  @Override
  public Resource read(AccountSession session, Resource listed, ControlSelection wanted) {
    var flags = new InstanceProtectionReader(settings(session, listed.ref()));
    var answers = new HashMap<ControlId, Protection>();
    if (wanted.lacks(listed, STOP.id())) {
      answers.put(STOP.id(), flags.of(STOP.id()));
    }
    if (wanted.lacks(listed, SHUTDOWN.id())) {
      answers.put(SHUTDOWN.id(), flags.of(SHUTDOWN.id()));
    }
    if (wanted.lacks(listed, TERMINATION.id())) {
      answers.put(TERMINATION.id(), termination(flags, autoScalingGroup(listed)));
    }
    return listed.with(answers);
  }

  /// Judges by the effect of a termination attempt: stop protection blocks a terminate as well,
  /// and both flags are useless if the instance can be terminated another way.
  ///
  /// Source: EC2 User Guide, "Enable stop protection" and "Change instance termination
  /// protection".
  private static Protection termination(InstanceProtectionReader flags, Optional<String> group) {
    Protection own = flags.of(TERMINATION.id());
    if (own instanceof Protection.NotOffered) {
      return own;
    }
    if (!(own instanceof Protection.On)) {
      Protection stop = flags.of(STOP.id());
      if (!(stop instanceof Protection.On)) {
        return own instanceof Protection.Unknown || stop instanceof Protection.Off ? own : stop;
      }
      own = new Protection.On("stop protection is on, which blocks a terminate as well");
    }
    if (group.isPresent()) {
      return new Protection.Ineffective(
          "on, but Auto Scaling group " + group.get() + " terminates its members regardless");
    }
    return switch (flags.of(SHUTDOWN.id())) {
      case Protection.Off off ->
          new Protection.Ineffective("on, but a shutdown from inside terminates it");
      case Protection.Unknown unread -> unread;
      case Protection.On on -> own;
      case Protection.OnFor kept -> own;
      case Protection.Ineffective ineffective -> own;
      case Protection.NotOffered no -> no;
    };
  }

  static Optional<String> autoScalingGroup(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? Optional.ofNullable(tags.get(AUTO_SCALING))
        : Optional.empty();
  }

  @Override
  public Optional<String> cliFix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    return InstanceRemediation.seen(resource, control).map(change -> call(change).command());
  }

  @Override
  public Optional<Resource> find(AccountSession session, ResourceRef ref) {
    return describe(session, ref)
        .map(instance -> resource(session, ref.id().region(), instance, Map.of()));
  }

  /// A terminated instance stays visible for about an hour; it counts as gone.
  private static Optional<Instance> describe(AccountSession session, ResourceRef ref) {
    var ec2 = session.client(Ec2Client.class, ref.id().region());
    return AwsCalls.callIfExists(
            "ec2:DescribeInstances",
            () -> ec2.describeInstances(r -> r.instanceIds(ref.identifier())))
        .stream()
        .flatMap(answer -> answer.reservations().stream())
        .flatMap(reservation -> reservation.instances().stream())
        .filter(instance -> !isGone(instance))
        .findFirst();
  }

  static Instance get(AccountSession session, ResourceRef ref) {
    return describe(session, ref).orElseThrow(() -> ReadFailures.gone(ref));
  }

  private static InstanceAttributeReader settings(AccountSession session, ResourceRef ref) {
    return new InstanceAttributeReader(
        session.client(Ec2Client.class, ref.id().region()), ref.identifier());
  }

  @Override
  public String setting(AccountSession session, ResourceRef ref, ControlId control) {
    if (control.equals(VOLUMES.id())) {
      return VolumeRetention.setting(get(session, ref));
    }
    return InstanceLifecycle.ALL.contains(control)
        ? InstanceLifecycle.setting(session, ref, describe(session, ref), control)
        : settings(session, ref).of(control);
  }

  @Override
  public Optional<Observation> observe(AccountSession session, ResourceRef ref, Instant now) {
    return describe(session, ref)
        .map(
            instance ->
                InstanceLifecycle.look(
                    session,
                    resource(session, ref.id().region(), instance, Map.of()),
                    instance,
                    settings(session, ref),
                    now));
  }

  @Override
  public StagedDeletion stagedDeletion() {
    return new InstanceStagedDeletion();
  }

  @Override
  public RecordSchema recordSchema() {
    return new RecordSchema(
        Map.of(TERMINATION.id(), OnOff.BOTH, STOP.id(), OnOff.BOTH),
        Set.of(InstanceLifecycle.RUNNING, InstanceLifecycle.STOPPED),
        ANY_NAME,
        InstanceBlockers.ACCEPTABLE,
        leasableControls());
  }

  @Override
  public List<ControlId> controlsChangedByRetirement() {
    return List.of(TERMINATION.id(), STOP.id());
  }

  @Override
  public Map<ControlId, String> leasableControls() {
    return Map.of(TERMINATION.id(), OnOff.OFF, STOP.id(), OnOff.OFF);
  }

  @Override
  public FinalCopyState verifyFinalCopy(
      AccountSession session, ResourceRef ref, FinalCopyRequirement demand) {
    Instance instance = get(session, ref);
    var check = new FinalCopyVerifier(session, ref, demand);
    InstanceSnapshots.of(session.client(Ec2Client.class, ref.id().region()), instance)
        .tell(check, StopTime.of(instance));
    return check.answer();
  }

  @Override
  public List<String> finalCopyPermissions() {
    return List.of("ec2:DescribeVolumes", FinalCopyVerifier.PERMISSION);
  }

  @Override
  public List<String> observationPermissions() {
    return List.of("ec2:DescribeSnapshots");
  }

  @Override
  public List<String> blockerPermissions() {
    return InstanceBlockers.reads();
  }

  @Override
  public List<String> writePermissions(Goal goal) {
    return InstanceLifecycle.writes(goal);
  }

  @Override
  public List<String> recordPermissions() {
    return List.of("ec2:CreateTags", "ec2:DeleteTags");
  }

  @Override
  public Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    return new InstanceRemediation(resource, get(session, ref), settings(session, ref)).of(control);
  }

  @Override
  public EvidenceReader evidence() {
    return new InstanceEvidence();
  }

  @Override
  public ApiCall call(Change change) {
    return InstanceLifecycle.ALL.contains(change.control())
        ? InstanceLifecycleWriter.call(change)
        : InstanceAttributeWriter.call(change);
  }

  @Override
  public void perform(AccountSession session, Change change) {
    var ec2 = session.client(Ec2Client.class, change.resource().id().region());
    if (InstanceLifecycle.ALL.contains(change.control())) {
      InstanceLifecycleWriter.perform(ec2, change);
    } else {
      InstanceAttributeWriter.perform(ec2, change);
    }
  }
}
