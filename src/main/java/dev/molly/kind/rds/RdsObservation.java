package dev.molly.kind.rds;

import dev.molly.kind.support.TagQuotaCheck;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A database or a cluster as AWS shows it, and what that says of its attributes.
///
/// @param status AWS's word
/// @param pendingName the name that it waits for; empty when none
/// @param pending what else waits for a maintenance window
/// @param multiAz whether it is a Multi-AZ DB cluster
/// @param schema what its record may say
public record RdsObservation(
    Resource resource,
    String status,
    Optional<String> pendingName,
    List<String> pending,
    boolean multiAz,
    RecordSchema schema) {
  /// The attributes that both kinds have.
  static final Set<ControlId> ATTRIBUTES =
      Set.of(
          LifecycleAttributes.RETIREMENT,
          LifecycleAttributes.LEASE,
          LifecycleAttributes.CLAIM,
          LifecycleAttributes.NAME,
          LifecycleAttributes.RUN_STATE,
          LifecycleAttributes.FINAL_COPY,
          LifecycleAttributes.EXISTENCE);

  static RdsObservation of(
      Resource resource,
      String status,
      @Nullable String pendingName,
      List<String> pending,
      boolean multiAz,
      RecordSchema schema) {
    return new RdsObservation(
        resource, status, Optional.ofNullable(pendingName), pending, multiAz, schema);
  }

  public Optional<RetirementRecord> record() {
    return RetirementRecordCodec.read(tags(), resource.id().uid(), schema)
            instanceof RetirementRecordCodec.Reading.Found(var found)
        ? Optional.of(found)
        : Optional.empty();
  }

  /// @throws dev.molly.aws.AwsException when AWS does not say: no record is not the same
  private Map<String, String> tags() {
    if (resource.tags() instanceof Tags.Known(var known)) {
      return known;
    }
    throw RdsListings.untold();
  }

  /// Of an attribute that it takes no other call to read.
  public String setting(ControlId attribute) {
    if (attribute.equals(LifecycleAttributes.RETIREMENT)) {
      return RecordTags.RETIREMENT.setting(tags());
    }
    if (attribute.equals(LifecycleAttributes.LEASE)) {
      return RecordTags.LEASE.setting(tags());
    }
    if (attribute.equals(LifecycleAttributes.CLAIM)) {
      return RecordTags.CLAIM.setting(tags());
    }
    return attribute.equals(LifecycleAttributes.NAME) ? name() : RdsStatus.runState(status);
  }

  /// The name that it has or is about to get. AWS does not say what it renames something to while
  /// it does; then it is what its record says it is to be called.
  private String name() {
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

  /// A look at it.
  ///
  /// @param more settings that only one of the two kinds has, and its protection
  /// @param own what only one of the two kinds has against it
  /// @param isTaken whether another one has this name
  Observation look(
      Map<ControlId, String> more,
      RdsSnapshots copies,
      List<Blocker> own,
      Predicate<String> isTaken,
      Instant now) {
    var settings = new HashMap<ControlId, String>(more);
    for (ControlId attribute :
        List.of(
            LifecycleAttributes.RETIREMENT,
            LifecycleAttributes.LEASE,
            LifecycleAttributes.CLAIM,
            LifecycleAttributes.NAME,
            LifecycleAttributes.RUN_STATE)) {
      settings.put(attribute, setting(attribute));
    }
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
        now);
  }

  /// The rename that is under way is the staged deletion's own.
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

  /// Names that it is to get, and cannot.
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
