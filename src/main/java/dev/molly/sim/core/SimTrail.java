package dev.molly.sim.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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

  /// Records a call of EC2 that changed an instance.
  public void ofInstance(String name, String instance, Instant at) {
    var event = new SimEvent();
    event.id = "event-%06d".formatted(trailEvents.size());
    event.name = name;
    event.at = at;
    event.visibleAt = at.plus(lag);
    event.json =
        """
        {"eventSource":"ec2.amazonaws.com","eventName":"%s","requestParameters":{"instanceId":"%s","attribute":"disableApiTermination","value":"<sensitiveDataRemoved>"}}\
        """
            .formatted(name, instance);
    trailEvents.add(event);
  }
}
