package dev.molly.kind.rds;

import dev.molly.kind.ObservationScope;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The RDS description of a database or a cluster, and its attributes.
///
/// @param status the status as AWS returns it
/// @param pendingName the name of a pending rename; empty if there is none
/// @param pending the modifications that wait for a maintenance window
/// @param multiAz whether it is a Multi-AZ DB cluster
record RdsObservation(
    Resource resource,
    String status,
    Optional<String> pendingName,
    List<String> pending,
    boolean multiAz) {
  static RdsObservation of(
      Resource resource,
      String status,
      @Nullable String pendingName,
      List<String> pending,
      boolean multiAz) {
    return new RdsObservation(resource, status, Optional.ofNullable(pendingName), pending, multiAz);
  }

  Optional<RetirementRecord> record() {
    return record(resource);
  }

  /// Returns the record of a resource; empty if it carries none that can be read.
  static Optional<RetirementRecord> record(Resource resource) {
    return RetirementRecordCodec.read(tags(resource), resource.id().uid(), RdsStagedDeletion.SCHEMA)
            instanceof RetirementRecordCodec.Reading.Found(var found)
        ? Optional.of(found)
        : Optional.empty();
  }

  /// @throws dev.molly.aws.AwsException if AWS does not return the tags, which does not mean
  ///     that there is no record
  private static Map<String, String> tags(Resource resource) {
    if (resource.tags() instanceof Tags.Known(var known)) {
      return known;
    }
    throw RdsTags.untold();
  }

  /// Returns a record as a setting.
  String setting(RecordTags record) {
    return record.setting(tags(resource));
  }

  String runState() {
    return RdsStatus.runState(status);
  }

  /// Returns its current or future name. During a rename AWS may not return the new name; it is
  /// then the name that the record specifies.
  String name() {
    String identifier = resource.ref().identifier();
    return pendingName.orElseGet(
        () -> isBeingRenamed() ? record().map(this::wanted).orElse(identifier) : identifier);
  }

  private String wanted(RetirementRecord record) {
    return record.goal() == Goal.RETIRED ? retired(record) : original(record);
  }

  private String retired(RetirementRecord record) {
    return retired(original(record), record.at());
  }

  private String retired(String original, Instant at) {
    return RdsStagedDeletion.retiredName(original, at, multiAz);
  }

  private String original(RetirementRecord record) {
    return record.name().orElse(resource.ref().identifier());
  }

  private boolean isBeingRenamed() {
    return status.equals(RdsStatus.RENAMING);
  }

  /// Returns AWS's unfinished operation on it, in words; empty if there is none.
  Optional<String> busy() {
    return RdsStatus.busy(status).or(this::unfinishedRename);
  }

  private Optional<String> unfinishedRename() {
    return isBeingRenamed() || pendingName.isPresent()
        ? Optional.of("it is being renamed")
        : Optional.empty();
  }

  /// Returns AWS's unfinished work on its run state and its name.
  Map<ControlId, String> unfinished() {
    var unfinished = new HashMap<ControlId, String>();
    RdsStatus.unfinished(status)
        .ifPresent(what -> unfinished.put(LifecycleAttributes.RUN_STATE, what));
    unfinishedRename().ifPresent(what -> unfinished.put(LifecycleAttributes.NAME, what));
    return unfinished;
  }

  /// Returns the modifications that wait, without the staged deletion's own rename.
  List<String> pendingBesides() {
    boolean ours = pendingName.equals(record().map(this::wanted));
    return pending.stream().filter(each -> !(ours && each.endsWith("Identifier"))).toList();
  }

  /// Returns the blocker for a name that it is to get next but that is taken: its retired name, or
  /// its original one on the way back.
  ///
  /// @param isTaken whether another resource has a name
  List<Blocker> names(ObservationScope scope, Predicate<String> isTaken, Instant now) {
    String identifier = resource.ref().identifier();
    Optional<RetirementRecord> record = record();
    boolean back =
        scope == ObservationScope.RESTORE
            || record.filter(it -> it.goal() == Goal.RESTORED).isPresent();
    String next =
        back
            ? record.map(this::original).orElse(identifier)
            : record.map(this::retired).orElseGet(() -> retired(identifier, now));
    if (scope == ObservationScope.PURGE || next.equals(identifier) || !isTaken.test(next)) {
      return List.of();
    }
    return List.of(back ? RdsBlockers.oldNameTaken(next) : RdsBlockers.nameTaken(next));
  }
}
