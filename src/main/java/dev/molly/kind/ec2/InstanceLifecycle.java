package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.SessionPolicy;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Goal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetiredNames;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Reads the attributes of an instance other than its protections: its records, its name, its
/// run state, its final copy, and whether it exists.
final class InstanceLifecycle {
  static final String RUNNING = "running";
  static final String STOPPED = "stopped";

  static final Set<ControlId> ALL =
      Set.of(
          LifecycleAttributes.RETIREMENT,
          LifecycleAttributes.LEASE,
          LifecycleAttributes.CLAIM,
          LifecycleAttributes.NAME,
          LifecycleAttributes.RUN_STATE,
          LifecycleAttributes.FINAL_COPY,
          LifecycleAttributes.EXISTENCE);

  private InstanceLifecycle() {}

  /// @param found the instance; empty if it is gone, or being terminated
  static String setting(
      AccountSession session, ResourceRef ref, Optional<Instance> found, ControlId attribute) {
    if (attribute.equals(LifecycleAttributes.EXISTENCE)) {
      return found.isPresent() ? LifecycleAttributes.THERE : LifecycleAttributes.GONE;
    }
    Instance instance = found.orElseThrow(() -> ReadFailures.gone(ref));
    if (attribute.equals(LifecycleAttributes.FINAL_COPY)) {
      return copies(session, ref, instance).setting();
    }
    return setting(instance, attribute);
  }

  private static String setting(Instance instance, ControlId attribute) {
    Map<String, String> tags = tags(instance);
    if (attribute.equals(LifecycleAttributes.RETIREMENT)) {
      return RecordTags.RETIREMENT.setting(tags);
    }
    if (attribute.equals(LifecycleAttributes.LEASE)) {
      return RecordTags.LEASE.setting(tags);
    }
    if (attribute.equals(LifecycleAttributes.CLAIM)) {
      return RecordTags.CLAIM.setting(tags);
    }
    return attribute.equals(LifecycleAttributes.NAME)
        ? RetiredNames.setting(Optional.ofNullable(tags.get("Name")))
        : runState(instance);
  }

  /// A state that is being entered counts as reached.
  private static String runState(Instance instance) {
    return switch (instance.state().name()) {
      case PENDING, RUNNING -> RUNNING;
      case STOPPING, STOPPED -> STOPPED;
      case SHUTTING_DOWN, TERMINATED, UNKNOWN_TO_SDK_VERSION -> instance.state().nameAsString();
    };
  }

  static Observation look(
      AccountSession session,
      Resource resource,
      Instance instance,
      InstanceAttributeReader flags,
      Instant now) {
    var settings = new HashMap<ControlId, String>();
    for (ControlId attribute :
        List.of(
            LifecycleAttributes.RETIREMENT,
            LifecycleAttributes.LEASE,
            LifecycleAttributes.CLAIM,
            LifecycleAttributes.NAME,
            LifecycleAttributes.RUN_STATE)) {
      settings.put(attribute, setting(instance, attribute));
    }
    InstanceSnapshots copies = copies(session, resource.ref(), instance);
    settings.put(LifecycleAttributes.FINAL_COPY, copies.setting());
    settings.put(LifecycleAttributes.EXISTENCE, LifecycleAttributes.THERE);
    for (var control : List.of(InstanceKind.TERMINATION, InstanceKind.STOP)) {
      settings.put(control.id(), flags.of(control.id()));
    }
    var unfinished = new HashMap<ControlId, String>();
    copies.unfinished().ifPresent(what -> unfinished.put(LifecycleAttributes.FINAL_COPY, what));
    InstanceStateName state = instance.state().name();
    if (state == InstanceStateName.PENDING || state == InstanceStateName.STOPPING) {
      unfinished.put(LifecycleAttributes.RUN_STATE, "it is " + instance.state().nameAsString());
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
        now);
  }

  private static InstanceSnapshots copies(
      AccountSession session, ResourceRef ref, Instance instance) {
    return InstanceSnapshots.of(session.client(Ec2Client.class, ref.id().region()), instance);
  }

  private static Map<String, String> tags(Instance instance) {
    return instance.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  static List<String> writes(Goal goal) {
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
}
