package dev.molly.engine;

import dev.molly.aws.Aws;
import dev.molly.aws.RecordSigner;
import dev.molly.aws.Session;
import dev.molly.aws.SessionPolicy;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.ApiCall;
import dev.molly.model.Change;
import dev.molly.model.Goal;
import dev.molly.model.Grant;
import dev.molly.model.Plan;
import dev.molly.model.ResourceId;
import dev.molly.model.Step;
import dev.molly.retire.Levers;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sessions that a plan is carried out in: each may do what its part of the plan does, and take
/// it back, on exactly those resources. A bug in molly cannot touch anything else then: AWS
/// refuses.
final class Scopes {
  /// The writes that IAM can hold against the tags of what is written to. S3 knows the tags of a
  /// bucket only where that was turned on for it (S3 User Guide, "Enabling ABAC").
  private static final Set<String> COMPARED =
      Set.of(
          "ec2:TerminateInstances",
          "ec2:CreateTags",
          "rds:DeleteDBInstance",
          "rds:DeleteDBCluster",
          "rds:StartDBInstance",
          "rds:StartDBCluster",
          "rds:AddTagsToResource");

  private final Map<Set<Grant>, Supplier<Session>> sessions = new HashMap<>();
  private final Map<ResourceId, Retirement> records;

  /// @param accounts the way into each account of the plan
  /// @param records by resource that would be deleted, its record: AWS deletes it only as long
  ///     as it
  ///     carries exactly that
  Scopes(
      Aws aws,
      Map<AccountId, AccountRef> accounts,
      Plan plan,
      Map<ResourceId, Retirement> records) {
    this.records = Map.copyOf(records);
    Map<AccountId, Set<Set<Grant>>> calls = new TreeMap<>();
    for (Step step : plan.steps()) {
      Change change = step.action();
      Set<Set<Grant>> of = calls.computeIfAbsent(account(change), a -> new LinkedHashSet<>());
      of.add(grants(change));
      undoing(change).ifPresent(call -> of.add(new LinkedHashSet<>(call.grants())));
    }
    List<String> reads = reads(plan, aws.recordKey().isPresent());
    calls.forEach(
        (account, all) -> {
          AccountRef way = accounts.get(account);
          if (way == null) {
            throw new IllegalStateException("no way into " + account);
          }
          for (Set<Grant> together : SessionPolicy.pack(all, reads)) {
            var session = new Once(() -> aws.session(way, together, reads));
            all.stream().filter(together::containsAll).forEach(call -> sessions.put(call, session));
          }
        });
  }

  /// The session to carry a change out in, or to take it back in.
  Session of(Change change) {
    Supplier<Session> session = sessions.get(grants(change));
    if (session == null) {
      throw new IllegalStateException("no session of the plan is for " + change);
    }
    return session.get();
  }

  /// The call that is made, whatever a plan says of it that somebody may have edited.
  private static ApiCall calling(Change change) {
    return Kinds.of(change.resource().id().kind()).call(change);
  }

  private static Optional<ApiCall> undoing(Change change) {
    Kind kind = Kinds.of(change.resource().id().kind());
    return kind.undo(change).map(kind::call);
  }

  private static final Optional<Goal> PURGED = Optional.of(Goal.PURGED);

  /// A ladder is asked again before each of its steps, and asks AWS more than a control does.
  private static List<String> reads(Plan plan, boolean signs) {
    boolean climbs = plan.steps().stream().anyMatch(step -> step.goal().isPresent());
    boolean recorded =
        climbs
            || plan.steps().stream()
                .anyMatch(step -> step.action().control().equals(Levers.RETIREMENT));
    boolean begins = plan.steps().stream().map(Step::action).anyMatch(Scopes::beginsRetirement);
    boolean purges = plan.steps().stream().anyMatch(step -> step.goal().equals(PURGED));
    return Stream.of(
            Kinds.reads(),
            climbs ? Kinds.looks() : List.<String>of(),
            begins ? Kinds.obstacleReads() : List.<String>of(),
            purges ? Kinds.copyReads() : List.<String>of(),
            signs && recorded ? RecordSigner.PERMISSIONS : List.<String>of())
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean beginsRetirement(Change change) {
    return change.control().equals(Levers.RETIREMENT) && change.from().isEmpty();
  }

  private static AccountId account(Change change) {
    return change.resource().id().account();
  }

  private Set<Grant> grants(Change change) {
    List<Grant> plain = calling(change).grants();
    Retirement record = records.get(change.resource().id());
    return record == null
        ? new LinkedHashSet<>(plain)
        : plain.stream()
            .map(grant -> compared(change, grant, record))
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// A restore changes the record, or takes it away: from then on AWS itself refuses what a purge
  /// that knows nothing of it still asks for.
  private static Grant compared(Change change, Grant grant, Retirement record) {
    boolean itself = grant.arn().equals(change.resource().arn());
    if (!itself || !COMPARED.contains(grant.permission())) {
      return grant;
    }
    return grant.when(
        new Grant.Condition(
            "StringEquals",
            "aws:ResourceTag/" + RetirementTags.KEY,
            Objects.requireNonNull(RetirementTags.write(record).get(RetirementTags.KEY))));
  }

  /// Opens a session when it is first needed.
  private static final class Once implements Supplier<Session> {
    private final Supplier<Session> open;
    private final List<Session> opened = new ArrayList<>(1);

    Once(Supplier<Session> open) {
      this.open = open;
    }

    @Override
    public synchronized Session get() {
      if (opened.isEmpty()) {
        opened.add(open.get());
      }
      return opened.getFirst();
    }
  }
}
