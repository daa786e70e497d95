package dev.molly.report.digest;

import dev.molly.model.Owner;
import dev.molly.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The findings of one owner: all are counted, and only the most urgent resources are listed, so
/// that a million findings take no more memory than twenty.
final class OwnerFindings {
  /// The number of resources that are listed by name.
  static final int MOST = 20;

  private final Owner owner;
  private final Map<Severity, Long> severities = new EnumMap<>(Severity.class);
  private final Map<DigestState, Long> states = new EnumMap<>(DigestState.class);
  private final List<DigestEntry> entries = new ArrayList<>();
  private Optional<Instant> oldest = Optional.empty();
  private long unknown;

  OwnerFindings(Owner owner) {
    this.owner = owner;
  }

  /// Returns a key that is different for each owner. Named owners come first.
  static String key(Owner owner) {
    return owner.name().map("1 "::concat).orElseGet(() -> "2 " + owner.word());
  }

  Owner owner() {
    return owner;
  }

  /// Counts a finding that could not be judged.
  void addUnknown() {
    unknown++;
  }

  /// Counts a finding, and lists its resource if it is among the first.
  ///
  /// @param fails whether it fails now
  void add(DigestEntry finding, boolean fails) {
    states.merge(finding.state(), 1L, Long::sum);
    if (fails) {
      severities.merge(finding.severity(), 1L, Long::sum);
      oldest =
          finding
              .since()
              .filter(since -> oldest.map(since::isBefore).orElse(true))
              .or(() -> oldest);
    }
    if (!complete(finding)) {
      entries.add(finding);
    }
    entries.sort(DigestEntry.ORDER);
    if (entries.size() > MOST) {
      entries.removeLast();
    }
  }

  /// Adds the rule of a finding to its resource, if that is listed. It has to be called again
  /// for all findings once they are counted: [#add] drops a resource that is not urgent enough,
  /// with the rules seen so far, and lists it again when a worse finding of it comes.
  ///
  /// @return whether the resource is listed
  boolean complete(DigestEntry finding) {
    for (int at = 0; at < entries.size(); at++) {
      if (entries.get(at).isSameAs(finding)) {
        entries.set(at, entries.get(at).with(finding));
        return true;
      }
    }
    return false;
  }

  /// Returns the resources that are listed, in their order.
  List<DigestEntry> entries() {
    return List.copyOf(entries);
  }

  /// Returns the number of findings in a state.
  long count(DigestState state) {
    return states.getOrDefault(state, 0L);
  }

  /// Returns the number of findings that fail, by severity.
  long count(Severity severity) {
    return severities.getOrDefault(severity, 0L);
  }

  long failing() {
    return severities.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns the number of findings that could not be judged.
  long unknown() {
    return unknown;
  }

  /// Returns since when the oldest finding fails; empty if that is not known.
  Optional<Instant> oldest() {
    return oldest;
  }

  /// Returns the number of findings whose resource is not listed.
  long unlisted() {
    long all = states.values().stream().mapToLong(Long::longValue).sum();
    return all - entries.stream().mapToLong(each -> each.rules().size()).sum();
  }

  /// Returns whether the owner gets a digest.
  ///
  /// @param compared whether the scan is compared with the last one
  /// @param always whether the owner also gets one if nothing has changed
  boolean isNews(boolean compared, boolean always) {
    boolean changed = states.keySet().stream().anyMatch(DigestState::isChange);
    return changed || ((always || !compared) && (!states.isEmpty() || unknown > 0));
  }
}
