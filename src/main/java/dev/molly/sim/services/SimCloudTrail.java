package dev.molly.sim.services;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimTrail;
import dev.molly.sim.core.SimTrail.SimEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/// CloudTrail in one region: its event history. Every other operation throws.
///
/// Source: CloudTrail API Reference, LookupEvents: 90 days, one attribute, the latest first.
public final class SimCloudTrail implements CloudTrailClient {
  private static final CommonErrors ERRORS =
      CommonErrors.json(
          "cloudtrail", "CloudTrail", CloudTrailException::builder, "InternalFailure");

  private static final Duration HISTORY = Duration.ofDays(90);

  public static final SimService<CloudTrailClient> SERVICE =
      SimService.of(CloudTrailClient.class, ERRORS, SimCloudTrail::new)
          .inEachRegion(region -> new SimTrail());

  private final SimEndpoint at;
  private final SimTrail trail;

  private SimCloudTrail(SimEndpoint at) {
    this.at = at;
    this.trail = at.state(SimTrail.class);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public LookupEventsResponse lookupEvents(LookupEventsRequest request) {
    SimEndpoint.only(
        request, "LookupAttributes", "StartTime", "EndTime", "MaxResults", "NextToken");
    return at.read(
        "LookupEvents",
        List.of(),
        () -> {
          SimPage<SimEvent> page =
              SimPage.of(
                  found(request),
                  SimCloudTrail::order,
                  request.nextToken(),
                  request.maxResults(),
                  () -> invalid("InvalidNextTokenException", "The token is not valid."));
          return LookupEventsResponse.builder()
              .events(page.items().stream().map(SimCloudTrail::event).toList())
              .nextToken(page.next())
              .build();
        });
  }

  private List<SimEvent> found(LookupEventsRequest request) {
    if (request.lookupAttributes().size() != 1) {
      throw invalid(
          "InvalidLookupAttributesException", "You can specify only one lookup attribute.");
    }
    LookupAttribute by = request.lookupAttributes().getFirst();
    if (by.attributeKey() != LookupAttributeKey.EVENT_NAME) {
      throw SimEndpoint.notSimulated("a lookup by " + by.attributeKeyAsString());
    }
    if (request.startTime().isAfter(request.endTime())) {
      throw invalid("InvalidTimeRangeException", "The start is after the end.");
    }
    Instant now = at.now();
    return trail.trailEvents.stream()
        .filter(event -> event.name.equals(by.attributeValue()))
        .filter(event -> !event.visibleAt.isAfter(now))
        .filter(event -> event.at.isAfter(now.minus(HISTORY)))
        .filter(event -> !event.at.isBefore(request.startTime()))
        .filter(event -> !event.at.isAfter(request.endTime()))
        .sorted(Comparator.comparing(SimCloudTrail::order))
        .toList();
  }

  /// The latest first.
  private static String order(SimEvent event) {
    return "%019d %s".formatted(Long.MAX_VALUE - event.at.toEpochMilli(), event.id);
  }

  private static Event event(SimEvent event) {
    return Event.builder()
        .eventId(event.id)
        .eventName(event.name)
        .eventTime(event.at)
        .cloudTrailEvent(event.json)
        .build();
  }

  private static RuntimeException invalid(String code, String message) {
    return ERRORS.of(400, code, message);
  }
}
