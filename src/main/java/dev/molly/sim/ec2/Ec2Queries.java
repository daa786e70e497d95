package dev.molly.sim.ec2;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimRegion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/// The EC2 listings.
final class Ec2Queries {

  /// Regions that AWS offers and that are not enabled in this account.
  private static final List<String> NOT_ENABLED = List.of("af-south-1", "ap-east-1", "me-south-1");

  private static final Ec2Filters<SimInstance> INSTANCES =
      new Ec2Filters<>(
          Map.of(
              "instance-id", i -> List.of(i.id),
              "instance-state-name", i -> List.of(i.state)),
          i -> i.tags);

  private static final Ec2Filters<SimVolume> VOLUMES =
      new Ec2Filters<>(
          Map.of(
              "volume-id", v -> List.of(v.id),
              "attachment.instance-id",
                  v -> v.instanceId == null ? List.of() : List.of(v.instanceId)),
          v -> v.tags);

  private static final Ec2Filters<SimSnapshot> SNAPSHOTS =
      new Ec2Filters<>(
          Map.of(
              "snapshot-id", s -> List.of(s.id),
              "volume-id", s -> List.of(s.volumeId),
              "status", s -> List.of(s.state)),
          s -> s.tags);

  private static final Ec2Filters<TagDescription> TAGS =
      new Ec2Filters<>(
          Map.of(
              "resource-id", t -> List.of(t.resourceId()),
              "resource-type", t -> List.of(t.resourceTypeAsString()),
              "key", t -> List.of(t.key()),
              "value", t -> List.of(t.value())),
          t -> Map.of(t.key(), t.value()));

  private final Ec2State region;

  Ec2Queries(Ec2State region) {
    this.region = region;
  }

  DescribeRegionsResponse regions(DescribeRegionsRequest request) {
    List<Region> regions = new ArrayList<>();
    for (String name : SimRegion.ENABLED) {
      regions.add(region(name, "opt-in-not-required"));
    }
    if (Boolean.TRUE.equals(request.allRegions())) {
      NOT_ENABLED.forEach(name -> regions.add(region(name, "not-opted-in")));
    }
    if (request.hasRegionNames()) {
      regions.removeIf(region -> !request.regionNames().contains(region.regionName()));
    }
    return DescribeRegionsResponse.builder().regions(regions).build();
  }

  DescribeInstancesResponse instances(DescribeInstancesRequest request) {
    List<SimInstance> chosen = chosen(request.instanceIds(), request.maxResults());
    List<SimInstance> found = INSTANCES.select(chosen, request.filters());
    SimPage<SimInstance> page = page(found, i -> i.id, request.nextToken(), request.maxResults());

    Map<String, List<SimInstance>> launches = new LinkedHashMap<>();
    for (SimInstance one : page.items()) {
      launches.computeIfAbsent(one.reservationId, id -> new ArrayList<>()).add(one);
    }
    List<Reservation> reservations = new ArrayList<>();
    launches.forEach((id, members) -> reservations.add(reservation(id, members)));
    return DescribeInstancesResponse.builder()
        .reservations(reservations)
        .nextToken(page.next())
        .build();
  }

  DescribeVolumesResponse volumes(DescribeVolumesRequest request) {
    Collection<SimVolume> asked =
        request.volumeIds().isEmpty()
            ? region.volumes.values()
            : request.volumeIds().stream().map(id -> Ec2Ids.volume(region, id)).toList();
    SimPage<SimVolume> page =
        page(
            VOLUMES.select(asked, request.filters()),
            v -> v.id,
            request.nextToken(),
            request.maxResults());
    return DescribeVolumesResponse.builder()
        .volumes(page.items().stream().map(v -> Ec2Shapes.volume(region, v)).toList())
        .nextToken(page.next())
        .build();
  }

  DescribeSnapshotsResponse snapshots(DescribeSnapshotsRequest request) {
    for (String owner : request.ownerIds()) {
      if (!owner.equals("self") && !owner.equals(region.account)) {
        throw SimEndpoint.notSimulated("snapshots of owner " + owner);
      }
    }
    Collection<SimSnapshot> asked =
        request.snapshotIds().isEmpty()
            ? region.snapshots.values()
            : request.snapshotIds().stream().map(id -> Ec2Ids.snapshot(region, id)).toList();
    SimPage<SimSnapshot> page =
        page(
            SNAPSHOTS.select(asked, request.filters()),
            s -> s.id,
            request.nextToken(),
            request.maxResults());
    return DescribeSnapshotsResponse.builder()
        .snapshots(page.items().stream().map(s -> Ec2Shapes.snapshot(region, s)).toList())
        .nextToken(page.next())
        .build();
  }

  DescribeTagsResponse tags(DescribeTagsRequest request) {
    Map<String, TagDescription> all = new TreeMap<>();
    region.instances.values().forEach(i -> describe(i.id, i.tags, all));
    region.volumes.values().forEach(v -> describe(v.id, v.tags, all));
    region.snapshots.values().forEach(s -> describe(s.id, s.tags, all));
    region.images.values().forEach(i -> describe(i.id, i.tags, all));

    SimPage<TagDescription> page =
        page(
            TAGS.select(all.values(), request.filters()),
            tag -> tag.resourceId() + "/" + tag.key(),
            request.nextToken(),
            request.maxResults());
    return DescribeTagsResponse.builder().tags(page.items()).nextToken(page.next()).build();
  }

  private List<SimInstance> chosen(List<String> ids, @Nullable Integer maxResults) {
    if (!ids.isEmpty() && maxResults != null) {
      throw Ec2Errors.of(
          "InvalidParameterCombination",
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    return ids.isEmpty() ? List.copyOf(region.instances.values()) : Ec2Ids.instances(region, ids);
  }

  /// Returns a page of 5 to 1000 items; without a size, a page as large as possible.
  static <T> SimPage<T> page(
      List<T> found, Function<T, String> key, @Nullable String token, @Nullable Integer size) {
    if (size != null && (size < 5 || size > 1000)) {
      throw Ec2Errors.invalidValue(
          "Value ( %d ) for parameter maxResults is invalid. Expecting a value between 5 and 1000."
              .formatted(size));
    }
    return SimPage.of(
        found.stream().sorted(Comparator.comparing(key)).toList(),
        key,
        token,
        size == null ? 1000 : size,
        () -> Ec2Errors.invalidValue("Invalid value for parameter nextToken"));
  }

  private static void describe(
      String id, Map<String, String> tags, Map<String, TagDescription> into) {
    tags.forEach(
        (key, value) ->
            into.put(
                id + "/" + key,
                TagDescription.builder()
                    .resourceId(id)
                    .resourceType(Ec2Errors.type(id))
                    .key(key)
                    .value(value)
                    .build()));
  }

  private Reservation reservation(String id, List<SimInstance> members) {
    return Reservation.builder()
        .reservationId(id)
        .ownerId(region.account)
        .instances(members.stream().map(Ec2Shapes::instance).toList())
        .build();
  }

  private static Region region(String name, String status) {
    return Region.builder()
        .regionName(name)
        .endpoint("ec2.%s.amazonaws.com".formatted(name))
        .optInStatus(status)
        .build();
  }
}
