package dev.molly.kind;

import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Obstacle;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.TagText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A database or a cluster as AWS shows it, and what that says of its levers.
///
/// @param status AWS's word
/// @param pendingName the name that it waits for; empty when none
/// @param pending what else waits for a maintenance window
/// @param multiAz whether it is a Multi-AZ DB cluster
record RdsSeen(
    Resource resource,
    String status,
    Optional<String> pendingName,
    List<String> pending,
    boolean multiAz) {
  /// The levers that both kinds have.
  static final Set<ControlId> LEVERS =
      Set.of(
          Levers.RETIREMENT,
          Levers.LEASE,
          Levers.CLAIM,
          Levers.NAME,
          Levers.RUN_STATE,
          Levers.FINAL_COPY,
          Levers.EXISTENCE);

  static RdsSeen of(
      Resource resource,
      String status,
      @Nullable String pendingName,
      List<String> pending,
      boolean multiAz) {
    return new RdsSeen(resource, status, Optional.ofNullable(pendingName), pending, multiAz);
  }

  Optional<Retirement> record() {
    return RetirementTags.read(
                tags(), resource.id().uid(), Kinds.recordSchema(resource.id().kind()))
            instanceof RetirementTags.Reading.Found(var found)
        ? Optional.of(found)
        : Optional.empty();
  }

  /// @throws dev.molly.aws.AwsException when AWS does not say: no record is not the same
  private Map<String, String> tags() {
    if (resource.tags() instanceof Tags.Known(var known)) {
      return known;
    }
    throw Rds.untold();
  }

  /// Of a lever that it takes no other call to read.
  String setting(ControlId lever) {
    if (lever.equals(Levers.RETIREMENT)) {
      return TagText.RETIREMENT.setting(tags());
    }
    if (lever.equals(Levers.LEASE)) {
      return TagText.LEASE.setting(tags());
    }
    if (lever.equals(Levers.CLAIM)) {
      return TagText.CLAIM.setting(tags());
    }
    return lever.equals(Levers.NAME) ? name() : RdsStatus.runState(status);
  }

  /// The name that it has or is about to get. AWS does not say what it renames something to while
  /// it does; then it is what its record says it is to be called.
  private String name() {
    String identifier = resource.ref().identifier();
    return pendingName.orElseGet(
        () -> isBeingRenamed() ? record().map(this::wanted).orElse(identifier) : identifier);
  }

  private String wanted(Retirement record) {
    String original = original(record);
    return record.goal() == Goal.RETIRED
        ? RdsLadder.retiredName(original, record.at(), multiAz)
        : original;
  }

  private String original(Retirement record) {
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
  Look look(
      Map<ControlId, String> more,
      RdsCopies copies,
      List<Obstacle> own,
      Predicate<String> isTaken,
      Instant now) {
    var settings = new HashMap<ControlId, String>(more);
    for (ControlId lever :
        List.of(Levers.RETIREMENT, Levers.LEASE, Levers.CLAIM, Levers.NAME, Levers.RUN_STATE)) {
      settings.put(lever, setting(lever));
    }
    settings.put(Levers.FINAL_COPY, copies.setting());
    settings.put(Levers.EXISTENCE, Levers.THERE);
    var obstacles = new ArrayList<Obstacle>(TagRoom.obstacle(resource).stream().toList());
    obstacles.addAll(own);
    RdsObstacles.pending(pendingBesides()).ifPresent(obstacles::add);
    RdsObstacles.failed(copies.failed(), resource.ref()).ifPresent(obstacles::add);
    obstacles.addAll(names(isTaken, now));
    return new Look(
        resource,
        settings,
        unfinished(copies),
        RdsStatus.busy(status),
        obstacles,
        Optional.empty(),
        now);
  }

  /// The rename that is under way is the ladder's own.
  private List<String> pendingBesides() {
    boolean ours = pendingName.equals(record().map(this::wanted));
    return pending.stream().filter(each -> !(ours && each.endsWith("Identifier"))).toList();
  }

  private Map<ControlId, String> unfinished(RdsCopies copies) {
    var unfinished = new HashMap<ControlId, String>();
    copies.unfinished().ifPresent(what -> unfinished.put(Levers.FINAL_COPY, what));
    RdsStatus.unfinished(status).ifPresent(what -> unfinished.put(Levers.RUN_STATE, what));
    if (isBeingRenamed() || pendingName.isPresent()) {
      unfinished.put(Levers.NAME, "it is being renamed");
    }
    return unfinished;
  }

  /// Names that it is to get, and cannot.
  private List<Obstacle> names(Predicate<String> isTaken, Instant now) {
    String identifier = resource.ref().identifier();
    Optional<Retirement> record = record();
    String retired =
        record
            .map(found -> RdsLadder.retiredName(original(found), found.at(), multiAz))
            .orElseGet(() -> RdsLadder.retiredName(identifier, now, multiAz));
    String original = record.map(this::original).orElse(identifier);
    var obstacles = new ArrayList<Obstacle>();
    if (!retired.equals(identifier) && isTaken.test(retired)) {
      obstacles.add(RdsObstacles.nameTaken(retired));
    }
    if (!original.equals(identifier) && isTaken.test(original)) {
      obstacles.add(RdsObstacles.oldNameTaken(original));
    }
    return obstacles;
  }
}
