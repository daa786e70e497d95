package dev.molly.kind;

import dev.molly.aws.Session;
import dev.molly.aws.SessionPolicy;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Names;
import dev.molly.retire.TagText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/// What is read of an instance beside its protections: its records, its name, whether it runs, its
/// final copy, and whether it is there at all.
final class Ec2Levers {
  static final String RUNNING = "running";
  static final String STOPPED = "stopped";

  static final Set<ControlId> ALL =
      Set.of(
          Levers.RETIREMENT,
          Levers.LEASE,
          Levers.CLAIM,
          Levers.NAME,
          Levers.RUN_STATE,
          Levers.FINAL_COPY,
          Levers.EXISTENCE);

  private Ec2Levers() {}

  /// @param found the instance; empty when it is gone, or going
  static String setting(
      Session session, ResourceRef ref, Optional<Instance> found, ControlId lever) {
    if (lever.equals(Levers.EXISTENCE)) {
      return found.isPresent() ? Levers.THERE : Levers.GONE;
    }
    Instance instance = found.orElseThrow(() -> Unread.gone(ref));
    if (lever.equals(Levers.FINAL_COPY)) {
      return copies(session, ref, instance).setting();
    }
    return setting(instance, lever);
  }

  private static String setting(Instance instance, ControlId lever) {
    Map<String, String> tags = tags(instance);
    if (lever.equals(Levers.RETIREMENT)) {
      return TagText.RETIREMENT.setting(tags);
    }
    if (lever.equals(Levers.LEASE)) {
      return TagText.LEASE.setting(tags);
    }
    if (lever.equals(Levers.CLAIM)) {
      return TagText.CLAIM.setting(tags);
    }
    return lever.equals(Levers.NAME)
        ? Names.setting(Optional.ofNullable(tags.get("Name")))
        : runState(instance);
  }

  /// A state that it is on the way to counts as reached.
  private static String runState(Instance instance) {
    return switch (instance.state().name()) {
      case PENDING, RUNNING -> RUNNING;
      case STOPPING, STOPPED -> STOPPED;
      case SHUTTING_DOWN, TERMINATED, UNKNOWN_TO_SDK_VERSION -> instance.state().nameAsString();
    };
  }

  static Look look(
      Session session, Resource resource, Instance instance, Ec2Settings flags, Instant now) {
    var settings = new HashMap<ControlId, String>();
    for (ControlId lever :
        List.of(Levers.RETIREMENT, Levers.LEASE, Levers.CLAIM, Levers.NAME, Levers.RUN_STATE)) {
      settings.put(lever, setting(instance, lever));
    }
    Ec2Copies copies = copies(session, resource.ref(), instance);
    settings.put(Levers.FINAL_COPY, copies.setting());
    settings.put(Levers.EXISTENCE, Levers.THERE);
    for (var control : List.of(Ec2Instance.TERMINATION, Ec2Instance.STOP)) {
      settings.put(control.id(), flags.of(control.id()));
    }
    var unfinished = new HashMap<ControlId, String>();
    copies.unfinished().ifPresent(what -> unfinished.put(Levers.FINAL_COPY, what));
    InstanceStateName state = instance.state().name();
    if (state == InstanceStateName.PENDING || state == InstanceStateName.STOPPING) {
      unfinished.put(Levers.RUN_STATE, "it is " + instance.state().nameAsString());
    }
    boolean begins = settings.getOrDefault(Levers.RETIREMENT, "").isEmpty();
    return new Look(
        resource,
        settings,
        unfinished,
        Optional.empty(),
        begins
            ? Ec2Obstacles.of(session, resource, instance)
            : Ec2Obstacles.startFailed(instance).stream().toList(),
        Optional.ofNullable(instance.launchTime()),
        now);
  }

  private static Ec2Copies copies(Session session, ResourceRef ref, Instance instance) {
    return Ec2Copies.of(session.ec2(ref.id().region()), instance);
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
