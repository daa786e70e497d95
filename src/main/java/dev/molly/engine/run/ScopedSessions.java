package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.RecordSigner;
import dev.molly.aws.SessionPolicy;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Protectable;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.ResourceId;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.IamGrant;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
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

/// The sessions in which a plan is executed: each is limited to the changes of its part of the
/// plan, and their undo, on exactly those resources. A bug in molly cannot touch any other
/// resource, because AWS refuses it.
final class ScopedSessions {
  /// The writes that IAM can condition on the tags of the target. S3 evaluates the tags of a
  /// bucket only where that was enabled for it (S3 User Guide, "Enabling ABAC").
  private static final Set<String> COMPARED =
      Set.of(
          "ec2:TerminateInstances",
          "ec2:CreateTags",
          "rds:DeleteDBInstance",
          "rds:DeleteDBCluster",
          "rds:StartDBInstance",
          "rds:StartDBCluster",
          "rds:AddTagsToResource");

  private final KindRegistry kinds;
  private final Map<Step, Supplier<AccountSession>> ofSteps = new HashMap<>();
  private final Map<Set<IamGrant>, Supplier<AccountSession>> sessions = new HashMap<>();
  private final Map<ResourceId, RetirementRecord> records;

  /// @param accounts the way to enter each account of the plan
  /// @param records the records of the resources to delete, by resource: AWS deletes a resource
  ///     only while it carries exactly that record
  ScopedSessions(
      KindRegistry kinds,
      AwsAccounts aws,
      Map<AccountId, AccountRef> accounts,
      Plan plan,
      Map<ResourceId, RetirementRecord> records) {
    this.kinds = kinds;
    this.records = Map.copyOf(records);
    Map<AccountId, Set<Step>> steps = new TreeMap<>();
    for (PlannedChange step : plan.steps()) {
      Change change = step.change();
      steps.computeIfAbsent(account(change), a -> new LinkedHashSet<>()).add(step(change));
    }
    List<String> reads = reads(plan, aws.recordKey().isPresent());
    steps.forEach(
        (account, all) -> {
          AccountRef way = accounts.get(account);
          if (way == null) {
            throw new IllegalStateException("no way into " + account);
          }
          List<Set<IamGrant>> calls = all.stream().map(Step::grants).distinct().toList();
          for (Set<IamGrant> together : SessionPolicy.pack(calls, reads)) {
            var session = new Once(() -> aws.session(way, together, reads));
            all.stream()
                .filter(step -> together.containsAll(step.grants()))
                .forEach(step -> add(step, session));
          }
        });
  }

  /// The grants of a change and of its undo, which one session has: what came too late is taken
  /// back at once, by the session that made it.
  ///
  /// @param undo empty if the change has no undo
  private record Step(Set<IamGrant> change, Set<IamGrant> undo) {
    Set<IamGrant> grants() {
      var grants = new LinkedHashSet<>(change);
      grants.addAll(undo);
      return grants;
    }
  }

  private Step step(Change change) {
    return new Step(
        grants(change),
        undoing(change)
            .<Set<IamGrant>>map(call -> new LinkedHashSet<>(call.grants()))
            .orElse(Set.of()));
  }

  private void add(Step step, Supplier<AccountSession> session) {
    ofSteps.put(step, session);
    sessions.put(step.change(), session);
    sessions.put(step.undo(), session);
  }

  /// Returns the session that executes a change, or undoes it.
  AccountSession of(Change change) {
    Supplier<AccountSession> session = ofSteps.get(step(change));
    if (session == null) {
      session = sessions.get(grants(change));
    }
    if (session == null) {
      throw new IllegalStateException("no session of the plan is for " + change);
    }
    return session.get();
  }

  /// Returns the call for a change, independent of the one in the plan, which may have been
  /// edited.
  private ApiCall calling(Change change) {
    return kinds.protectable(change.resource().id().kind()).call(change);
  }

  private Optional<ApiCall> undoing(Change change) {
    Protectable kind = kinds.protectable(change.resource().id().kind());
    return kind.inverse(change).map(kind::call);
  }

  private static final Optional<Goal> PURGED = Optional.of(Goal.PURGED);

  /// Returns the read permissions of the plan's own kinds. Staged deletion is checked again
  /// before each of its steps, and reads more from AWS than a control does.
  private List<String> reads(Plan plan, boolean signs) {
    boolean climbs = plan.steps().stream().anyMatch(step -> step.goal().isPresent());
    boolean recorded =
        climbs
            || plan.steps().stream()
                .anyMatch(step -> step.change().control().equals(LifecycleAttributes.RETIREMENT));
    boolean begins =
        plan.steps().stream().map(PlannedChange::change).anyMatch(ScopedSessions::beginsRetirement);
    boolean purges = plan.steps().stream().anyMatch(step -> step.goal().equals(PURGED));
    KindRegistry own =
        kinds.only(
            plan.steps().stream()
                .map(step -> step.change().resource().id().kind())
                .collect(Collectors.toSet()));
    return Stream.of(
            own.reads(),
            climbs ? own.observationPermissions() : List.<String>of(),
            begins ? own.blockerPermissions() : List.<String>of(),
            purges ? own.copyReads() : List.<String>of(),
            signs && recorded ? RecordSigner.PERMISSIONS : List.<String>of())
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean beginsRetirement(Change change) {
    return change.control().equals(LifecycleAttributes.RETIREMENT) && change.from().isEmpty();
  }

  private static AccountId account(Change change) {
    return change.resource().id().account();
  }

  private Set<IamGrant> grants(Change change) {
    List<IamGrant> plain = calling(change).grants();
    RetirementRecord record = records.get(change.resource().id());
    return record == null
        ? new LinkedHashSet<>(plain)
        : plain.stream()
            .map(grant -> compared(change, grant, record))
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// Restricts a grant to the current record. A restore changes or removes the record: from then
  /// on AWS itself refuses the requests of a purge that is unaware of the restore.
  private static IamGrant compared(Change change, IamGrant grant, RetirementRecord record) {
    boolean itself = grant.arn().equals(change.resource().arn());
    if (!itself || !COMPARED.contains(grant.permission())) {
      return grant;
    }
    return grant.when(
        new IamGrant.Condition(
            "StringEquals",
            "aws:ResourceTag/" + RetirementRecordCodec.KEY,
            Objects.requireNonNull(
                RetirementRecordCodec.write(record).get(RetirementRecordCodec.KEY))));
  }

  /// Opens a session on first use.
  private static final class Once implements Supplier<AccountSession> {
    private final Supplier<AccountSession> open;
    private final List<AccountSession> opened = new ArrayList<>(1);

    Once(Supplier<AccountSession> open) {
      this.open = open;
    }

    @Override
    public synchronized AccountSession get() {
      if (opened.isEmpty()) {
        opened.add(open.get());
      }
      return opened.getFirst();
    }
  }
}
