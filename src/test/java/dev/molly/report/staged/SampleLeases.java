package dev.molly.report.staged;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.retire.LeasedResource;
import dev.molly.retire.ProtectionLease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Leases to show: one that is on, one that has ended, and one whose record cannot be read.
final class SampleLeases {
  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  static final Gap GAP =
      new Gap(
          new AccountId("111122223333"),
          Optional.of(new RegionId("eu-west-1")),
          Optional.empty(),
          "access denied",
          Optional.empty());

  static final Resource ON = leased("i-0000000000000000a", NOW.plus(Duration.ofHours(2)));
  static final Resource ENDED = leased("i-0000000000000000b", NOW);
  static final Resource BROKEN =
      resource("i-0000000000000000c", Map.of("molly:lease", "v=1 until=soon"));

  private SampleLeases() {}

  static LeaseReport leases(List<Gap> gaps, Resource... leased) {
    return new LeaseReport(
        NOW, new TreeSet<>(), Stream.of(leased).map(SampleLeases::read).toList(), gaps);
  }

  private static LeasedResource read(Resource resource) {
    return new LeasedResource(
        resource,
        ProtectionLease.read(((Tags.Known) resource.tags()).values(), resource.id().uid()));
  }

  private static Resource leased(String id, Instant until) {
    var off = new TreeMap<>(Map.of(new ControlId("termination-protection"), "on"));
    var lease =
        new ProtectionLease(
            id,
            "arn:aws:iam::111122223333:user/ada",
            "new kernel",
            NOW.minus(Duration.ofHours(1)),
            until,
            off);
    return resource(id, lease.tags());
  }

  private static Resource resource(String id, Map<String, String> tags) {
    var ref =
        new ResourceRef(
            new ResourceId(
                new KindId("ec2-instance"),
                new AccountId("111122223333"),
                new RegionId("eu-west-1"),
                id),
            id,
            "web-01",
            "arn:aws:ec2:eu-west-1:111122223333:instance/" + id);
    return new Resource(ref, "running", new Tags.Known(tags), Map.of());
  }
}
