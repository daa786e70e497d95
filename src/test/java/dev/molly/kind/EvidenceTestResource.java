package dev.molly.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Evidence;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.ResourceRef;
import dev.molly.model.UsageSince;
import java.time.Instant;
import java.util.List;

/// The evidence to one resource of a simulated account.
public final class EvidenceTestResource {
  final KindTestAccount home;
  private final Retirable kind;
  private final ResourceRef ref;

  public EvidenceTestResource(KindTestAccount home, Retirable kind, String identifier) {
    this.home = home;
    this.kind = kind;
    this.ref = home.listed(identifier).ref();
  }

  public List<Evidence> evidence() {
    return kind.evidence(home.session, ref, home.cloud.clock().instant());
  }

  List<Evidence> evidence(Topic topic) {
    return evidence().stream().filter(evidence -> evidence.topic() == topic).toList();
  }

  public List<String> alarms(Topic topic) {
    return evidence(topic).stream()
        .filter(Evidence.Warning.class::isInstance)
        .map(Evidence::sentence)
        .toList();
  }

  public List<String> note(Topic topic) {
    return evidence(topic).stream()
        .filter(Evidence.Note.class::isInstance)
        .map(Evidence::sentence)
        .toList();
  }

  public List<String> unknown(Topic topic) {
    return evidence(topic).stream()
        .filter(Evidence.Unknown.class::isInstance)
        .map(Evidence::sentence)
        .toList();
  }

  public UsageSince usedSince(Instant since) {
    return kind.usedSince(home.session, ref, since, home.cloud.clock().instant());
  }

  /// Denies one action and finds the Unknown that names it. No warning and no note of the same
  /// question may be there.
  public void assertNamedWhenDenied(String permission, Topic topic) {
    home.cloud.faults().deny(permission);

    assertThat(evidence(topic))
        .filteredOn(
            evidence ->
                evidence instanceof Evidence.Unknown(var t, var s, var missing)
                    && missing.equals(permission))
        .as("evidence on %s without %s", topic, permission)
        .isNotEmpty();
  }
}
