package dev.molly.kind.rds;

import dev.molly.kind.support.TagQuotaCheck;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Instant;
import java.util.ArrayList;
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
    return RetirementRecordCodec.read(tags(), resource.id().uid(), RdsStagedDeletion.SCHEMA)
            instanceof RetirementRecordCodec.Reading.Found(var found)
        ? Optional.of(found)
        : Optional.empty();
  }

  /// @throws dev.molly.aws.AwsException if AWS does not return the tags, which does not mean
  ///     that there is no record
  private Map<String, String> tags() {
    if (resource.tags() instanceof Tags.Known(var known)) {
      return known;
    }
    throw RdsTags.untold();
  }

  /// Returns a record as a setting.
  String setting(RecordTags record) {
    return record.setting(tags());
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
    String original = original(record);
    return record.goal() == Goal.RETIRED
        ? RdsStagedDeletion.retiredName(original, record.at(), multiAz)
        : original;
  }

  private String original(RetirementRecord record) {
    return record.name().orElse(resource.ref().identifier());
  }

  private boolean isBeingRenamed() {
    return status.equals(RdsStatus.RENAMING);
  }

  /// Returns the observation.
  ///
  /// @param more the protections, and the settings that only one of the two kinds has
  /// @param own the blockers that only one of the two kinds has
  /// @param isTaken whether another resource has a name
  Observation look(
      Map<ControlId, String> more,
      RdsSnapshots copies,
      List<Blocker> own,
      Predicate<String> isTaken,
      Instant now) {
    var settings = new HashMap<ControlId, String>(more);
    settings.put(LifecycleAttributes.RETIREMENT, setting(RecordTags.RETIREMENT));
    settings.put(LifecycleAttributes.LEASE, setting(RecordTags.LEASE));
    settings.put(LifecycleAttributes.CLAIM, setting(RecordTags.CLAIM));
    settings.put(LifecycleAttributes.NAME, name());
    settings.put(LifecycleAttributes.RUN_STATE, runState());
    settings.put(LifecycleAttributes.FINAL_COPY, copies.setting());
    settings.put(LifecycleAttributes.EXISTENCE, LifecycleAttributes.THERE);
    var blockers = new ArrayList<Blocker>(TagQuotaCheck.blocker(resource).stream().toList());
    blockers.addAll(own);
    RdsBlockers.pending(pendingBesides()).ifPresent(blockers::add);
    RdsBlockers.failed(copies.failed(), resource.ref()).ifPresent(blockers::add);
    blockers.addAll(names(isTaken, now));
    return new Observation(
        resource,
        settings,
        unfinished(copies),
        RdsStatus.busy(status),
        blockers,
        Optional.empty(),
        now,
        new FinalCopyState.NotChecked(),
        Optional.empty());
  }

  /// Leaves out the staged deletion's own rename.
  private List<String> pendingBesides() {
    boolean ours = pendingName.equals(record().map(this::wanted));
    return pending.stream().filter(each -> !(ours && each.endsWith("Identifier"))).toList();
  }

  private Map<ControlId, String> unfinished(RdsSnapshots copies) {
    var unfinished = new HashMap<ControlId, String>();
    copies.unfinished().ifPresent(what -> unfinished.put(LifecycleAttributes.FINAL_COPY, what));
    RdsStatus.unfinished(status)
        .ifPresent(what -> unfinished.put(LifecycleAttributes.RUN_STATE, what));
    if (isBeingRenamed() || pendingName.isPresent()) {
      unfinished.put(LifecycleAttributes.NAME, "it is being renamed");
    }
    return unfinished;
  }

  /// Returns the blockers for the names that it is to get but that are taken.
  private List<Blocker> names(Predicate<String> isTaken, Instant now) {
    String identifier = resource.ref().identifier();
    Optional<RetirementRecord> record = record();
    String retired =
        record
            .map(found -> RdsStagedDeletion.retiredName(original(found), found.at(), multiAz))
            .orElseGet(() -> RdsStagedDeletion.retiredName(identifier, now, multiAz));
    String original = record.map(this::original).orElse(identifier);
    var blockers = new ArrayList<Blocker>();
    if (!retired.equals(identifier) && isTaken.test(retired)) {
      blockers.add(RdsBlockers.nameTaken(retired));
    }
    if (!original.equals(identifier) && isTaken.test(original)) {
      blockers.add(RdsBlockers.oldNameTaken(original));
    }
    return blockers;
  }
}
