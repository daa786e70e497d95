package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.GapFactory;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Protectable;
import dev.molly.kind.Remediation;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanReport;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Makes the plan that fixes the findings of a scan. Only reads.
public final class ProtectPlanner {
  private final RetirementTracker tracker;
  private final Map<AccountId, AccountSession> sessions;

  /// @param tracker observes the resources
  public ProtectPlanner(RetirementTracker tracker, Map<AccountId, AccountSession> sessions) {
    this.tracker = tracker;
    this.sessions = Map.copyOf(sessions);
  }

  /// Returns the plan that fixes findings.
  ///
  /// @param report the scan report, which provides the plan's gaps and the fleet size
  /// @param chosen the findings to fix
  public Plan protect(ScanReport report, Predicate<Finding> chosen) {
    List<Wish> wishes =
        wishes(report, each -> chosen.test(each) && sessions.containsKey(account(each)));
    ParallelTasks.each(wishes, Wish::look);
    var steps = new TreeMap<String, PlannedChange>();
    var left = new ArrayList<String>(untouched(report, chosen));
    var changed = new ArrayList<Resource>();
    for (Wish wish : wishes) {
      wish.step.ifPresent(step -> steps.putIfAbsent(key(step.change()), step));
      wish.seen.filter(_ -> wish.step.isPresent()).ifPresent(changed::add);
      wish.left.ifPresent(left::add);
    }
    long seen = report.resources().values().stream().mapToLong(Long::longValue).sum();
    List<String> gaps =
        Stream.concat(report.gaps().stream().map(GapFactory::words), closed(report, chosen))
            .toList();
    List<PlannedChange> inOrder = List.copyOf(steps.values());
    List<String> notes = DriftNotes.of(inOrder, changed);
    return new Plan(Operation.PROTECT, inOrder, seen, gaps, left).with(notes);
  }

  /// Returns the accounts that were read by one role and cannot be entered by the one for changes.
  private Stream<String> closed(ScanReport report, Predicate<Finding> chosen) {
    return report.findings().stream()
        .filter(finding -> finding.status().violation() && chosen.test(finding))
        .map(ProtectPlanner::account)
        .filter(account -> !sessions.containsKey(account))
        .distinct()
        .sorted()
        .map(account -> account + ": it could not be entered for changes (molly explain config)");
  }

  private static AccountId account(Finding finding) {
    return finding.resource().id().account();
  }

  /// Returns one wish per control of a resource, for the longest time that any rule requires.
  private List<Wish> wishes(ScanReport report, Predicate<Finding> chosen) {
    var wishes = new TreeMap<String, Wish>();
    for (Finding finding : report.findings()) {
      if (finding.status().violation() && chosen.test(finding)) {
        String key = key(finding.resource(), finding.control());
        Wish wish = wishes.computeIfAbsent(key, k -> new Wish(finding));
        atLeast(report, finding).ifPresent(wish::atLeast);
      }
    }
    return List.copyOf(wishes.values());
  }

  private static Optional<Duration> atLeast(ScanReport report, Finding finding) {
    return report.rules().stream()
        .filter(rule -> rule.id().equals(finding.rule()))
        .filter(rule -> rule.kind().equals(finding.resource().id().kind()))
        .flatMap(rule -> rule.atLeast().stream())
        .findFirst();
  }

  /// Returns what is not planned although no rule is satisfied: what could not be read, and what
  /// a lease has switched off, which its end switches on again.
  private static List<String> untouched(ScanReport report, Predicate<Finding> chosen) {
    return report.findings().stream()
        .filter(finding -> finding.status() == FindingStatus.UNKNOWN || finding.isLeased())
        .filter(chosen)
        .map(finding -> words(finding.resource(), finding.control(), finding.reason()))
        .toList();
  }

  private static String key(Change change) {
    return key(change.resource(), change.control());
  }

  /// Sorts by account, region and kind. The key contains the identifier beside the uid because
  /// AWS emulators have been observed to give two resources the same uid.
  private static String key(ResourceRef resource, ControlId control) {
    var id = resource.id();
    return String.join(
        " ",
        id.account().value(),
        id.region().value(),
        id.kind().value(),
        id.uid(),
        resource.identifier(),
        control.value());
  }

  private static String words(ResourceRef resource, ControlId control, String why) {
    return "%s %s: %s".formatted(resource.identifier(), control, why);
  }

  /// One control that is to pass, and the result of observing its resource.
  private final class Wish {
    private final ResourceRef resource;
    private final ControlId control;
    private final String rule;
    private Duration atLeast = Duration.ZERO;
    private Optional<PlannedChange> step = Optional.empty();
    private Optional<Resource> seen = Optional.empty();
    private Optional<String> left = Optional.empty();

    Wish(Finding finding) {
      this.resource = finding.resource();
      this.control = finding.control();
      this.rule = finding.rule().value();
    }

    void atLeast(Duration length) {
      if (atLeast.compareTo(length) < 0) {
        atLeast = length;
      }
    }

    void look() {
      try {
        ask();
      } catch (AwsException e) {
        left = Optional.of(words(resource, control, e.getMessage()));
      }
    }

    private void ask() {
      AccountSession session = AccountSessions.of(sessions, resource.id());
      Protectable kind = tracker.kinds().protectable(resource.id().kind());
      Optional<Resource> now =
          tracker.observe(session, resource, ControlSelection.tagsAnd()).map(Observation::resource);
      seen = now;
      if (now.isEmpty()) {
        left = Optional.of(words(resource, control, "it is gone"));
        return;
      }
      switch (kind.remediation(session, now.get(), control, atLeast)) {
        case Remediation.Fix(var attribute, var from, var to) -> {
          var change = new Change(now.get().ref(), attribute, from, to);
          String fingerprint =
              Fingerprint.of(now.get(), attribute, kind.canonical(attribute, from));
          step = Optional.of(new PlannedChange(change, fingerprint, kind.call(change), rule));
        }
        case Remediation.Compliant no -> {}
        case Remediation.NotPossible(var why) -> left = Optional.of(words(resource, control, why));
      }
    }
  }
}
