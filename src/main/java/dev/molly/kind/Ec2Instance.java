package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.aws.Session;
import dev.molly.model.ApiCall;
import dev.molly.model.Change;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.retire.Copied;
import dev.molly.retire.CopyDemand;
import dev.molly.retire.Ladder;
import dev.molly.retire.Look;
import dev.molly.retire.RecordSchema;
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
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/// EC2 instances. Their protection flags are in no listing: each is a call of its own for each
/// instance, so a flag is read only where a rule asks and the answer can matter.
///
/// Source: EC2 API Reference, DescribeInstanceAttribute ("you can specify only one attribute").
///
/// Settings: termination-protection and stop-protection `on` or `off`; shutdown-behavior `stop` or
/// `terminate`; volume-retention `/dev/sdf=delete,/dev/sdg=keep`, all data volumes by device.
final class Ec2Instance implements Kind {
  static final KindId ID = new KindId("ec2-instance");

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

  /// Set by Auto Scaling on each of its members; a tag that nobody else can set, since `aws:` is
  /// reserved.
  private static final String AUTO_SCALING = "aws:autoscaling:groupName";

  /// A tag, or none.
  private static final Pattern ANY_NAME = Pattern.compile(".{0,256}", Pattern.DOTALL);

  /// DescribeInstances gives up to 1000 on one page, but such a page is held in memory whole and
  /// outlives the young generation: with pages of 1000, garbage grows with the fleet.
  private static final int PAGE = 100;

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public List<Control> controls() {
    return List.of(TERMINATION, STOP, SHUTDOWN, VOLUMES);
  }

  @Override
  public List<String> reads() {
    return List.of("ec2:DescribeInstances", "ec2:DescribeInstanceAttribute");
  }

  @Override
  public List<String> writes() {
    return List.of("ec2:ModifyInstanceAttribute");
  }

  @Override
  public void list(Session session, RegionId region, Wanted wanted, Consumer<Resource> found) {
    var pages = session.ec2(region).describeInstancesPaginator(r -> r.maxResults(PAGE)).iterator();
    while (Ask.aws("ec2:DescribeInstances", pages::hasNext)) {
      DescribeInstancesResponse page = Ask.aws("ec2:DescribeInstances", pages::next);
      page.reservations().stream()
          .flatMap(reservation -> reservation.instances().stream())
          .map(instance -> resource(session, region, instance, listed(instance)))
          .forEach(found);
    }
  }

  private static Resource resource(
      Session session, RegionId region, Instance instance, Map<ControlId, Protection> controls) {
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

  /// What the listing answers by itself.
  static Map<ControlId, Protection> listed(Instance instance) {
    var answers = new HashMap<ControlId, Protection>();
    Optional<Protection> moot = moot(instance);
    if (moot.isPresent()) {
      for (Control control : List.of(TERMINATION, STOP, SHUTDOWN, VOLUMES)) {
        answers.put(control.id(), moot.get());
      }
      return answers;
    }
    answers.put(VOLUMES.id(), Ec2Volumes.protection(instance));
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

  /// The service that manages it in its owner's place; empty when none does.
  static Optional<String> manager(Instance instance) {
    return Optional.ofNullable(instance.operator())
        .filter(operator -> Boolean.TRUE.equals(operator.managed()))
        .map(operator -> String.valueOf(operator.principal()));
  }

  @Override
  public Resource read(Session session, Resource listed, Wanted wanted) {
    var flags = new Ec2Flags(settings(session, listed.ref()));
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

  /// Judged by what happens when somebody tries: stop protection blocks a terminate as well, and
  /// either is of no use where the instance can go another way.
  ///
  /// Source: EC2 User Guide, "Enable stop protection" and "Change instance termination protection".
  private static Protection termination(Ec2Flags flags, Optional<String> group) {
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
      case Protection.Kept kept -> own;
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
  public Optional<String> fix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    return Ec2Remedies.seen(resource, control).map(change -> call(change).command());
  }

  @Override
  public Optional<Resource> observe(Session session, ResourceRef ref) {
    return find(session, ref)
        .map(instance -> resource(session, ref.id().region(), instance, Map.of()));
  }

  /// An instance that was terminated stays visible for about an hour: it counts as gone.
  private static Optional<Instance> find(Session session, ResourceRef ref) {
    var ec2 = session.ec2(ref.id().region());
    return Ask.ifThere(
            "ec2:DescribeInstances",
            () -> ec2.describeInstances(r -> r.instanceIds(ref.identifier())))
        .stream()
        .flatMap(answer -> answer.reservations().stream())
        .flatMap(reservation -> reservation.instances().stream())
        .filter(instance -> !isGone(instance))
        .findFirst();
  }

  static Instance get(Session session, ResourceRef ref) {
    return find(session, ref).orElseThrow(() -> Unread.gone(ref));
  }

  private static Ec2Settings settings(Session session, ResourceRef ref) {
    return new Ec2Settings(session.ec2(ref.id().region()), ref.identifier());
  }

  @Override
  public String setting(Session session, ResourceRef ref, ControlId control) {
    if (control.equals(VOLUMES.id())) {
      return Ec2Volumes.setting(get(session, ref));
    }
    return Ec2Levers.ALL.contains(control)
        ? Ec2Levers.setting(session, ref, find(session, ref), control)
        : settings(session, ref).of(control);
  }

  @Override
  public Optional<Look> look(Session session, ResourceRef ref, Instant now) {
    return find(session, ref)
        .map(
            instance ->
                Ec2Levers.look(
                    session,
                    resource(session, ref.id().region(), instance, Map.of()),
                    instance,
                    settings(session, ref),
                    now));
  }

  @Override
  public Ladder ladder() {
    return new Ec2Ladder();
  }

  @Override
  public RecordSchema recordSchema() {
    return new RecordSchema(
        Map.of(TERMINATION.id(), Switch.BOTH, STOP.id(), Switch.BOTH),
        Set.of(Ec2Levers.RUNNING, Ec2Levers.STOPPED),
        ANY_NAME,
        Ec2Obstacles.ACCEPTABLE,
        leased());
  }

  @Override
  public List<ControlId> retired() {
    return List.of(TERMINATION.id(), STOP.id());
  }

  @Override
  public Map<ControlId, String> leased() {
    return Map.of(TERMINATION.id(), Switch.OFF, STOP.id(), Switch.OFF);
  }

  @Override
  public Copied copied(Session session, ResourceRef ref, CopyDemand demand) {
    Instance instance = get(session, ref);
    var check = new CopyCheck(session, ref, demand);
    Ec2Copies.of(session.ec2(ref.id().region()), instance).tell(check, Ec2Stop.of(instance));
    return check.answer();
  }

  @Override
  public List<String> copyReads() {
    return List.of("ec2:DescribeVolumes", CopyCheck.PERMISSION);
  }

  @Override
  public List<String> looks() {
    return List.of("ec2:DescribeSnapshots");
  }

  @Override
  public List<String> obstacleReads() {
    return Ec2Obstacles.reads();
  }

  @Override
  public List<String> writes(Goal goal) {
    return Ec2Levers.writes(goal);
  }

  @Override
  public List<String> records() {
    return List.of("ec2:CreateTags", "ec2:DeleteTags");
  }

  @Override
  public Remedy remedy(
      Session session, Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    return new Ec2Remedies(resource, get(session, ref), settings(session, ref)).of(control);
  }

  @Override
  public Clues clues() {
    return new Ec2Clues();
  }

  @Override
  public ApiCall call(Change change) {
    return Ec2Levers.ALL.contains(change.control())
        ? Ec2LeverWrites.call(change)
        : Ec2Writes.call(change);
  }

  @Override
  public void perform(Session session, Change change) {
    var ec2 = session.ec2(change.resource().id().region());
    if (Ec2Levers.ALL.contains(change.control())) {
      Ec2LeverWrites.perform(ec2, change);
    } else {
      Ec2Writes.perform(ec2, change);
    }
  }
}
