package dev.molly.report.digest;

import dev.molly.history.FindingAge;
import dev.molly.history.FormerFinding;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Owner;
import dev.molly.model.ResourceId;
import dev.molly.report.format.ReportPhrases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Divides the findings of a scan by owner.
public final class ScanDigests {
  private final ComparedScan scan;
  private final SortedMap<String, OwnerFindings> owners = new TreeMap<>();

  /// The owners of the resources that failed in the last scan: the present owner, if this scan read
  /// the resource.
  private final Map<ResourceId, Owner> former = new HashMap<>();

  private ScanDigests(ComparedScan scan) {
    this.scan = scan;
  }

  /// Returns the digests, one for each owner for whom something has changed. Those for resources
  /// without a known owner come last.
  ///
  /// @param always whether owners for whom nothing has changed get one, too
  public static List<ScanDigest> of(ComparedScan scan, boolean always) {
    var digests = new ScanDigests(scan);
    digests.count();
    digests.complete();
    boolean complete = ReportPhrases.complete(scan.report());
    return digests.owners.values().stream()
        .filter(each -> each.isNews(scan.comparison().base().isPresent(), always))
        .map(each -> new DigestDocument(scan, each, complete).digest())
        .toList();
  }

  private void count() {
    List<FormerFinding> old = scan.comparison().former();
    old.forEach(each -> former.put(each.was().resource().id(), each.was().owner()));
    for (Finding each : scan.report().findings()) {
      if (each.status() == FindingStatus.UNKNOWN) {
        of(each.owner()).addUnknown();
      }
      if (each.status().violation()) {
        of(each.owner()).add(entry(each), true);
      }
      former.computeIfPresent(each.resource().id(), (_, _) -> each.owner());
    }
    old.forEach(each -> of(owner(each)).add(entry(each), false));
  }

  /// Completes the rules of the listed resources: see [OwnerFindings#complete].
  private void complete() {
    for (Finding each : scan.report().findings()) {
      if (each.status().violation()) {
        of(each.owner()).complete(entry(each));
      }
    }
    scan.comparison().former().forEach(each -> of(owner(each)).complete(entry(each)));
  }

  private Owner owner(FormerFinding each) {
    return former.getOrDefault(each.was().resource().id(), each.was().owner());
  }

  private OwnerFindings of(Owner owner) {
    return owners.computeIfAbsent(OwnerFindings.key(owner), _ -> new OwnerFindings(owner));
  }

  private DigestEntry entry(Finding finding) {
    Optional<FindingAge> age = scan.comparison().age(finding);
    DigestState state =
        age.map(each -> each.isNew() ? DigestState.NEW : DigestState.STILL_FAILING)
            .orElse(DigestState.FAILING);
    return new DigestEntry(
        state,
        finding.severity(),
        finding.resource(),
        new TreeSet<>(List.of(finding.rule())),
        age.map(FindingAge::since));
  }

  private static DigestEntry entry(FormerFinding former) {
    return new DigestEntry(
        DigestState.of(former.state()),
        former.was().severity(),
        former.was().resource(),
        new TreeSet<>(List.of(former.was().rule())),
        Optional.of(former.was().since()));
  }
}
