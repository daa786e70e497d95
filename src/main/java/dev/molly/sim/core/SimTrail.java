package dev.molly.sim.core;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;

/// The event history of CloudTrail in one region: the calls that changed a resource.
public final class SimTrail implements SimState {

  /// The time after which a call is in the history. Not saved.
  public transient Duration lag = Duration.ofMinutes(5);

  public List<SimEvent> trailEvents = new ArrayList<>();

  /// One event.
  public static final class SimEvent {
    public String id = "";
    public String name = "";
    public Instant at = Instant.EPOCH;
    public Instant visibleAt = Instant.EPOCH;

    /// The event in JSON.
    public String json = "";
  }

  /// Records a call that wrote tags, in the form of EC2: the other services' differ in the names
  /// around each key and value.
  ///
  /// @param endpoint where the call was made, by the caller that every call here has
  public static void ofTags(SimEndpoint endpoint, String name, Map<String, String> tags) {
    String principal = SimEndpoint.callerArn(endpoint.account());
    JsonWriter json = JsonWriter.create();
    json.writeStartObject().writeFieldName("eventName").writeValue(name);
    json.writeFieldName("userIdentity").writeStartObject();
    json.writeFieldName("arn").writeValue(principal).writeEndObject();
    json.writeFieldName("requestParameters").writeStartObject();
    json.writeFieldName("tagSet").writeStartArray();
    tags.forEach(
        (key, value) -> {
          json.writeStartObject().writeFieldName("key").writeValue(key);
          json.writeFieldName("value").writeValue(value).writeEndObject();
        });
    json.writeEndArray().writeEndObject().writeEndObject();
    endpoint
        .state(SimTrail.class)
        .add(name, endpoint.now(), new String(json.getBytes(), StandardCharsets.UTF_8));
  }

  /// Records a call of EC2 that changed an instance.
  public void ofInstance(String name, String instance, Instant at) {
    add(
        name,
        at,
        """
        {"eventSource":"ec2.amazonaws.com","eventName":"%s","requestParameters":{"instanceId":"%s","attribute":"disableApiTermination","value":"<sensitiveDataRemoved>"}}\
        """
            .formatted(name, instance));
  }

  private void add(String name, Instant at, String json) {
    var event = new SimEvent();
    event.id = "event-%06d".formatted(trailEvents.size());
    event.name = name;
    event.at = at;
    event.visibleAt = at.plus(lag);
    event.json = json;
    trailEvents.add(event);
  }
}
