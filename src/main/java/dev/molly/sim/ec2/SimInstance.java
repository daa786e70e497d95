package dev.molly.sim.ec2;

import dev.molly.sim.SimAccount;
import dev.molly.sim.core.SimActivity;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.services.SimMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One EC2 instance. The public methods that return `this` describe a new one to
/// [SimAccount#launch]; once it runs, only the API and the hands of others change it.
public final class SimInstance {

  static final String TERMINATION = "disableApiTermination";
  static final String STOP = "disableApiStop";
  public static final String SHUTDOWN = "instanceInitiatedShutdownBehavior";

  /// How long each state that passes by itself lasts. Terminated instances stay visible for about
  /// an hour (EC2 API, TerminateInstances).
  private static final Map<String, Duration> PASSING =
      Map.of(
          "pending", Duration.ofSeconds(30),
          "stopping", Duration.ofSeconds(40),
          "shutting-down", Duration.ofSeconds(30),
          "terminated", Duration.ofHours(1));

  /// A volume in a device's place.
  public static final class Attachment {
    String device = "";
    public String volumeId = "";
    public int gib;
    public boolean deleteOnTermination;
    @Nullable public Instant attachedAt;

    Attachment() {}

    Attachment(String device, int gib, boolean deleteOnTermination) {
      this.device = device;
      this.gib = gib;
      this.deleteOnTermination = deleteOnTermination;
    }
  }

  public String id = "";
  public String reservationId = "";
  public String zone = "";
  String type = "m7g.large";
  String imageId = "ami-0a1b2c3d4e5f60718";
  public String state = "running";
  String rootDeviceType = "ebs";
  @Nullable String lifecycle;
  @Nullable String operator;
  @Nullable public Instant due;
  public Instant launchedAt = Instant.EPOCH;

  /// When a person asked for its stop; null when nobody did.
  @Nullable Instant stoppedAt;
  TreeMap<String, String> tags = new TreeMap<>();
  TreeMap<String, SimAttribute> attributes = new TreeMap<>();
  public List<Attachment> attachments = new ArrayList<>();
  @Nullable String publicIp;
  String privateIp = "";
  TreeSet<String> securityGroups = new TreeSet<>();
  public SimActivity activity = new SimActivity();

  /// Why it is in its state, by EC2's code, and in words; null when EC2 does not say.
  @Nullable String reasonCode;

  @Nullable String reason;

  /// Whether AWS has taken its start, which will come to nothing.
  boolean startFails;

  /// The ARN of the key that its volumes are encrypted with; null when they are not.
  @Nullable public String kmsKey;

  /// Whether AWS has no room for it when it is to start.
  boolean withoutRoom;

  /// The capacity reservation that it alone may run in; null when it may run in any, and outside.
  @Nullable String onlyIn;

  /// The capacity reservation that it runs in; null when it runs in none.
  @Nullable String placedIn;

  SimInstance() {}

  public SimInstance(String id, String reservationId, String zone, Instant launchedAt) {
    this.id = id;
    this.reservationId = reservationId;
    this.zone = zone;
    this.launchedAt = launchedAt;
    attributes.put(TERMINATION, new SimAttribute("false"));
    attributes.put(STOP, new SimAttribute("false"));
    attributes.put(SHUTDOWN, new SimAttribute("stop"));
    attachments.add(new Attachment("/dev/xvda", 30, true));
  }

  /// The instance id, such as `i-0…`.
  public String id() {
    return id;
  }

  /// One of EC2's state names, such as `running`.
  public String state() {
    return state;
  }

  /// All tags, AWS's own included.
  public Map<String, String> tags() {
    return Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /// What was last written to `disableApiTermination`, seen by readers or not.
  public boolean isProtectedFromTermination() {
    return attribute(TERMINATION).value.equals("true");
  }

  /// What was last written to `disableApiStop`, seen by readers or not.
  public boolean isProtectedFromStop() {
    return attribute(STOP).value.equals("true");
  }

  /// With this tag, even one of AWS's own.
  public SimInstance tagged(String key, String value) {
    tags.put(key, value);
    return this;
  }

  /// With this `Name` tag.
  public SimInstance named(String name) {
    return tagged("Name", name);
  }

  /// Of this instance type, such as `t3.micro`.
  public SimInstance ofType(String instanceType) {
    type = instanceType;
    return this;
  }

  /// In the zone with this letter, such as `b`.
  public SimInstance inZone(String letter) {
    zone = zone.substring(0, zone.length() - 1) + letter;
    return this;
  }

  /// Launched this long before now.
  public SimInstance launchedAgo(Duration age) {
    launchedAt = launchedAt.minus(age);
    return this;
  }

  /// With `disableApiTermination` on.
  public SimInstance protectedFromTermination() {
    attribute(TERMINATION).value = "true";
    return this;
  }

  /// With `disableApiStop` on, which blocks a terminate too.
  public SimInstance protectedFromStop() {
    attribute(STOP).value = "true";
    return this;
  }

  /// A shutdown from inside the instance terminates it, whatever its protection.
  public SimInstance terminatesOnShutdown() {
    attribute(SHUTDOWN).value = "terminate";
    return this;
  }

  /// A Spot Instance of a one-time request.
  public SimInstance spot() {
    lifecycle = "spot";
    return this;
  }

  /// Its root is an instance store: it cannot be stopped, and has no EBS volume.
  public SimInstance onInstanceStore() {
    rootDeviceType = "instance-store";
    attachments.clear();
    return this;
  }

  /// A member of this Auto Scaling group, told by the tag AWS puts on it.
  public SimInstance inGroup(String autoScalingGroup) {
    return tagged("aws:autoscaling:groupName", autoScalingGroup);
  }

  /// Managed by a service, such as `eks.amazonaws.com`.
  public SimInstance managedBy(String principal) {
    operator = principal;
    return this;
  }

  /// Launched in one request with others.
  public SimInstance inReservation(String id) {
    reservationId = id;
    return this;
  }

  /// With one more EBS volume beside the root.
  public SimInstance withDataVolume(int gib, boolean deleteOnTermination) {
    String device = "/dev/sd" + (char) ('e' + attachments.size());
    attachments.add(new Attachment(device, gib, deleteOnTermination));
    return this;
  }

  /// Whenever it runs, at this load of its processors.
  public SimInstance cpu(double percent) {
    activity.level(SimMetrics.CPU, percent, Instant.EPOCH);
    return this;
  }

  /// Whenever it runs, with this much coming in and as much going out.
  public SimInstance network(double bytesPerSecond) {
    activity.level(SimMetrics.NETWORK_IN, bytesPerSecond, Instant.EPOCH);
    activity.level(SimMetrics.NETWORK_OUT, bytesPerSecond, Instant.EPOCH);
    return this;
  }

  /// With this public address, which AWS gave it and takes back when it stops.
  public SimInstance publicIp(String address) {
    publicIp = address;
    return this;
  }

  /// With this private address.
  public SimInstance privateIp(String address) {
    privateIp = address;
    return this;
  }

  /// In this security group, by its id.
  public SimInstance inSecurityGroup(String groupId) {
    securityGroups.add(groupId);
    return this;
  }

  /// With volumes that are encrypted with this key.
  public SimInstance encryptedWith(SimKey key) {
    kmsKey = key.arn;
    return this;
  }

  /// From now on AWS has room for it when it is to start, or has none.
  public void hasRoom(boolean room) {
    withoutRoom = !room;
  }

  /// Running in this capacity reservation, and in no other place.
  public SimInstance onlyInCapacity(String reservation) {
    onlyIn = reservation;
    placedIn = reservation;
    return this;
  }

  /// Running in this capacity reservation, as one that it happened to match.
  public SimInstance placedInCapacity(String reservation) {
    placedIn = reservation;
    return this;
  }

  /// Already stopped.
  public SimInstance stopped() {
    state = "stopped";
    return this;
  }

  /// Already terminated, and visible for the next hour.
  public SimInstance terminated() {
    attachments.clear();
    state = "terminated";
    return this;
  }

  public SimAttribute attribute(String name) {
    SimAttribute attribute = attributes.get(name);
    if (attribute == null) {
      throw new UnsupportedOperationException("not simulated: the instance attribute " + name);
    }
    return attribute;
  }

  boolean is(String attribute, Instant now) {
    return attribute(attribute).read(now).equals("true");
  }

  boolean isGone() {
    return state.equals("shutting-down") || state.equals("terminated");
  }

  /// A start that AWS took is over, one way or the other.
  ///
  /// Source: https://www.repost.aws/knowledge-center/kms-iam-ec2-permission
  public void started(Instant now) {
    enter(startFails ? "stopped" : "running", now);
    reasonCode = startFails ? "Client.InternalError" : null;
    reason = startFails ? "Client.InternalError: Client error on launch" : null;
    startFails = false;
  }

  public void enter(String newState, Instant now) {
    state = newState;
    stoppedAt =
        switch (newState) {
          case "stopping" -> now;
          case "stopped" -> stoppedAt;
          default -> null;
        };
    activity.reports(newState.equals("pending") || newState.equals("running"), now);
    if (newState.equals("stopped") || newState.equals("terminated")) {
      publicIp = null;
      placedIn = null;
    }
    Duration lasts = PASSING.get(newState);
    due = lasts == null ? null : now.plus(lasts);
  }
}
