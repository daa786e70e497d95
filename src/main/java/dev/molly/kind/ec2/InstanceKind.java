package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.SessionPolicy;
import dev.molly.kind.Attribute;
import dev.molly.kind.AttributeSet;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.DeleteOperation;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.GeneratedId;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.OnOff;
import dev.molly.kind.Remediation;
import dev.molly.kind.Retirable;
import dev.molly.kind.SettingCache;
import dev.molly.kind.support.FinalCopyVerifier;
import dev.molly.model.Arn;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Goal;
import dev.molly.retire.FinalCopyRequirement;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.StagedDeletion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/// EC2 instances. No listing contains their protection flags: each flag needs a call of its own
/// for each instance, so a flag is read only if a rule requires it and the result can matter.
///
/// Source: EC2 API Reference, DescribeInstanceAttribute ("you can specify only one attribute").
public final class InstanceKind implements Retirable {
  public static final KindId ID = Instances.KIND;

  static final InstanceFlag STOP = new StopProtection();
  static final InstanceFlag SHUTDOWN = new ShutdownBehavior();
  static final InstanceFlag TERMINATION = new TerminationProtection(STOP, SHUTDOWN);
  static final InstanceControl VOLUMES = new VolumeRetention();

  private static final List<InstanceControl> CONTROLS =
      List.of(TERMINATION, STOP, SHUTDOWN, VOLUMES);

  private static final AttributeSet<Instance> ATTRIBUTES =
      AttributeSet.of(
          Stream.of(
                  CONTROLS,
                  InstanceTags.ALL,
                  List.of(new InstanceRunState(), new InstanceFinalCopy(), new InstanceExistence()))
              .flatMap(List::stream));

  /// The settings of the staged deletion, without the final copy.
  private static final List<ControlId> OBSERVED =
      List.of(
          LifecycleAttributes.RETIREMENT,
          LifecycleAttributes.LEASE,
          LifecycleAttributes.CLAIM,
          LifecycleAttributes.STATE,
          LifecycleAttributes.NAME,
          LifecycleAttributes.RUN_STATE,
          LifecycleAttributes.EXISTENCE,
          TERMINATION.id(),
          STOP.id());

  /// The name is a tag, and optional.
  private static final Pattern ANY_NAME = Pattern.compile(".{0,256}", Pattern.DOTALL);

  /// DescribeInstances returns up to 1000 on one page, but such a page is held in memory as a
  /// whole and outlives the young generation: with pages of 1000, garbage grows with the fleet.
  private static final int PAGE = 100;

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("ec2/home?region={region}#InstanceDetails:instanceId={id}");
  }

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public boolean owns(Arn arn) {
    return arn.service().equals("ec2") && arn.resource().startsWith("instance/");
  }

  @Override
  public Optional<GeneratedId> generatedId() {
    return Optional.of(Instances.ID);
  }

  @Override
  public List<Control> controls() {
    return CONTROLS.stream().map(InstanceControl::control).toList();
  }

  @Override
  public Attribute<Instance> attribute(ControlId id) {
    return ATTRIBUTES.get(id);
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
    var ec2 = session.client(Ec2Client.class, region);
    var pages = ec2.describeInstancesPaginator(r -> r.maxResults(PAGE)).iterator();
    while (AwsCalls.call("ec2:DescribeInstances", pages::hasNext)) {
      AwsCalls.call("ec2:DescribeInstances", pages::next).reservations().stream()
          .flatMap(reservation -> reservation.instances().stream())
          .map(instance -> Instances.resource(session, region, instance, listed(instance)))
          .forEach(found);
    }
  }

  /// Returns the protections that the listing itself contains.
  private static Map<ControlId, Protection> listed(Instance instance) {
    var answers = new HashMap<ControlId, Protection>();
    for (InstanceControl control : CONTROLS) {
      control.listed(instance).ifPresent(protection -> answers.put(control.id(), protection));
    }
    return answers;
  }

  @Override
  public Resource read(AccountSession session, Resource listed, ControlSelection wanted) {
    return read(session, listed, wanted, SettingCache.NONE);
  }

  @Override
  public Resource read(
      AccountSession session, Resource listed, ControlSelection wanted, SettingCache cache) {
    var flags = new InstanceFlagReader(session, listed.ref(), cache);
    var answers = new HashMap<ControlId, Protection>();
    for (InstanceFlag flag : List.of(STOP, SHUTDOWN, TERMINATION)) {
      if (wanted.lacks(listed, flag.id())) {
        answers.put(flag.id(), flag.protection(flags::of, listed));
      }
    }
    return listed.with(answers);
  }

  /// ResetInstanceAttribute is not among them: it resets the kernel, the RAM disk and the
  /// source/destination check only. A new instance is in no cache.
  ///
  /// Source: EC2 API Reference, ModifyInstanceAttribute and ResetInstanceAttribute.
  @Override
  public List<String> changeEvents() {
    return List.of("ModifyInstanceAttribute");
  }

  /// Termination protection needs its own flag, and with it one of the other two: whether stop
  /// protection replaces it, or whether a shutdown gets around it.
  @Override
  public List<String> callsFor(Resource counted, ControlSelection wanted) {
    long flags =
        Stream.of(STOP, SHUTDOWN, TERMINATION)
            .filter(flag -> wanted.lacks(counted, flag.id()))
            .count();
    boolean one = wanted.lacks(counted, TERMINATION.id());
    long calls = one ? Math.min(flags + 1, 3) : flags;
    return Collections.nCopies((int) calls, "ec2:DescribeInstanceAttribute");
  }

  @Override
  public Optional<String> cliFix(Resource resource, ControlId control, Duration atLeast) {
    return control(control).fix(resource).map(change -> call(change).command());
  }

  private static InstanceControl control(ControlId id) {
    return CONTROLS.stream().filter(control -> control.id().equals(id)).findFirst().orElseThrow();
  }

  @Override
  public Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Duration atLeast) {
    Instance instance = Instances.get(session, resource.ref());
    return control(control).remediation(session, resource, instance);
  }

  @Override
  public Optional<Observation> observe(
      AccountSession session, ResourceRef ref, ControlSelection wanted, Instant now) {
    return Instances.describe(session, ref)
        .map(
            instance ->
                Observation.of(
                    Instances.resource(session, ref.id().region(), instance, Map.of()),
                    ATTRIBUTES.read(session, ref, instance, wanted.controls()),
                    now));
  }

  @Override
  public Optional<Observation> observe(
      AccountSession session, ResourceRef ref, ObservationScope scope, Instant now) {
    return Instances.describe(session, ref)
        .map(instance -> observed(session, ref, instance, scope, now));
  }

  private static Observation observed(
      AccountSession session,
      ResourceRef ref,
      Instance instance,
      ObservationScope scope,
      Instant now) {
    Resource resource = Instances.resource(session, ref.id().region(), instance, Map.of());
    Map<ControlId, String> settings = ATTRIBUTES.read(session, ref, instance, OBSERVED);
    var unfinished = new HashMap<ControlId, String>();
    InstanceRunState.unfinished(instance)
        .ifPresent(what -> unfinished.put(LifecycleAttributes.RUN_STATE, what));
    if (scope != ObservationScope.RECORD) {
      InstanceSnapshots copies = InstanceSnapshots.of(session, ref, instance);
      settings.put(LifecycleAttributes.FINAL_COPY, copies.setting());
      copies.unfinished().ifPresent(what -> unfinished.put(LifecycleAttributes.FINAL_COPY, what));
    }
    boolean begins = settings.getOrDefault(LifecycleAttributes.RETIREMENT, "").isEmpty();
    return new Observation(
        resource,
        settings,
        unfinished,
        Optional.empty(),
        begins
            ? InstanceBlockers.of(session, resource, instance)
            : InstanceBlockers.startFailed(instance).stream().toList(),
        Optional.ofNullable(instance.launchTime()),
        now,
        new FinalCopyState.NotChecked(),
        Optional.empty());
  }

  @Override
  public Optional<String> unfinished(
      AccountSession session, Resource resource, ControlId attribute) {
    ResourceRef ref = resource.ref();
    return attribute.equals(LifecycleAttributes.FINAL_COPY)
        ? InstanceSnapshots.unfinished(session, ref)
        : Instances.describe(session, ref).flatMap(InstanceRunState::unfinished);
  }

  @Override
  public StagedDeletion stagedDeletion() {
    return new InstanceStagedDeletion();
  }

  @Override
  public RecordSchema recordSchema() {
    return new RecordSchema(
        Map.of(TERMINATION.id(), OnOff.BOTH, STOP.id(), OnOff.BOTH),
        InstanceRunState.ALL,
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
    Instance instance = Instances.get(session, ref);
    var check = new FinalCopyVerifier(session, ref, demand);
    InstanceSnapshots.of(session, ref, instance).tell(check, StopTime.of(instance));
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
    return switch (goal) {
      case RETIRED ->
          List.of(
              "ec2:CreateTags",
              "ec2:ModifyInstanceAttribute",
              "ec2:StopInstances",
              "ec2:CreateSnapshots");
      case RESTORED ->
          List.of(
              "ec2:CreateTags",
              "ec2:DeleteTags",
              "ec2:ModifyInstanceAttribute",
              "ec2:StartInstances",
              "ec2:StopInstances",
              SessionPolicy.CREATE_GRANT);
      case PURGED ->
          List.of("ec2:CreateTags", "ec2:ModifyInstanceAttribute", "ec2:TerminateInstances");
    };
  }

  @Override
  public List<String> recordPermissions() {
    return List.of("ec2:CreateTags", "ec2:DeleteTags");
  }

  @Override
  public List<String> recordEvents() {
    return List.of("CreateTags");
  }

  @Override
  public DeleteOperation deleteOperation() {
    return InstanceDelete.OPERATION;
  }

  @Override
  public EvidenceReader evidence() {
    return new InstanceEvidence();
  }
}
