package dev.molly.sim.ec2;

import dev.molly.sim.core.MetricSource;
import dev.molly.sim.core.SimActivity;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A simulated EC2 instance. The public methods that return `this` describe a new one to
/// `SimAccount.launch`; once it runs, only the API and the simulated actions of other users
/// change it.
public final class SimInstance {

  static final String TERMINATION = "disableApiTermination";
  static final String STOP = "disableApiStop";
  static final String SHUTDOWN = "instanceInitiatedShutdownBehavior";

  /// The duration of each transient state. Terminated instances stay visible for about an hour
  /// (EC2 API, TerminateInstances).
  private static final Map<String, Duration> PASSING =
      Map.of(
          "pending", Duration.ofSeconds(30),
          "stopping", Duration.ofSeconds(40),
          "shutting-down", Duration.ofSeconds(30),
          "terminated", Duration.ofHours(1));

  /// The attachment of a volume to a device.
  public static final class Attachment {
    String device = "";
    String volumeId = "";
    int gib;
    boolean deleteOnTermination;
    @Nullable Instant attachedAt;

    Attachment() {}

    Attachment(String device, int gib, boolean deleteOnTermination) {
      this.device = device;
      this.gib = gib;
      this.deleteOnTermination = deleteOnTermination;
    }
  }

  String id = "";
  String reservationId = "";
  String zone = "";
  String type = "m7g.large";
  String imageId = "ami-0a1b2c3d4e5f60718";
  String state = "running";
  String rootDeviceType = "ebs";
  @Nullable String lifecycle;
  @Nullable String operator;
  @Nullable Instant due;
  Instant launchedAt = Instant.EPOCH;

  /// The time at which a caller requested the stop; null if none did.
  @Nullable Instant stoppedAt;
  TreeMap<String, String> tags = new TreeMap<>();
  TreeMap<String, SimAttribute> attributes = new TreeMap<>();
  List<Attachment> attachments = new ArrayList<>();
  @Nullable String publicIp;
  String privateIp = "";
  TreeSet<String> securityGroups = new TreeSet<>();
  SimActivity activity = new SimActivity();

  /// The EC2 code of the reason for the state, with the text below; null if EC2 gives none.
  @Nullable String reasonCode;

  @Nullable String reason;

  /// Whether AWS has accepted a start that will fail.
  boolean startFails;

  /// The ARN of the encryption key of its volumes; null if they are not encrypted.
  @Nullable String kmsKey;

  /// Whether a start fails for lack of capacity.
  boolean withoutRoom;

  /// The only capacity reservation that it may run in; null if it may run in any, and outside.
  @Nullable String onlyIn;

  /// The capacity reservation that it runs in; null if it runs in none.
  @Nullable String placedIn;

  SimInstance() {}

  SimInstance(String id, String reservationId, String zone, Instant launchedAt) {
    this.id = id;
    this.reservationId = reservationId;
    this.zone = zone;
    this.launchedAt = launchedAt;
    attributes.put(TERMINATION, new SimAttribute("false"));
    attributes.put(STOP, new SimAttribute("false"));
    attributes.put(SHUTDOWN, new SimAttribute("stop"));
    attachments.add(new Attachment("/dev/xvda", 30, true));
  }

  /// Returns the instance id, such as `i-0…`.
  public String id() {
    return id;
  }

  /// Returns the EC2 name of the state, such as `running`.
  public String state() {
    return state;
  }

  /// Returns all tags, including AWS's own.
  public Map<String, String> tags() {
    return Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /// Returns the value last written to `disableApiTermination`, whether or not reads show it
  /// yet.
  public boolean isProtectedFromTermination() {
    return attribute(TERMINATION).value.equals("true");
  }

  /// Returns the value last written to `disableApiStop`, whether or not reads show it yet.
  public boolean isProtectedFromStop() {
    return attribute(STOP).value.equals("true");
  }

  /// Adds a tag, which may be one of AWS's own.
  public SimInstance tagged(String key, String value) {
    tags.put(key, value);
    return this;
  }

  /// Sets the `Name` tag.
  public SimInstance named(String name) {
    return tagged("Name", name);
  }

  /// Sets the instance type, such as `t3.micro`.
  public SimInstance ofType(String instanceType) {
    type = instanceType;
    return this;
  }

  /// Sets the zone by its letter, such as `b`.
  public SimInstance inZone(String letter) {
    zone = zone.substring(0, zone.length() - 1) + letter;
    return this;
  }

  /// Sets the launch time to this long before now.
  public SimInstance launchedAgo(Duration age) {
    launchedAt = launchedAt.minus(age);
    return this;
  }

  /// Turns `disableApiTermination` on.
  public SimInstance protectedFromTermination() {
    attribute(TERMINATION).value = "true";
    return this;
  }

  /// Turns `disableApiStop` on, which also blocks a termination.
  public SimInstance protectedFromStop() {
    attribute(STOP).value = "true";
    return this;
  }

  /// Makes a shutdown from inside the instance terminate it, regardless of its protection.
  public SimInstance terminatesOnShutdown() {
    attribute(SHUTDOWN).value = "terminate";
    return this;
  }

  /// Makes it a Spot Instance of a one-time request.
  public SimInstance spot() {
    lifecycle = "spot";
    return this;
  }

  /// Makes its root an instance store: it cannot be stopped, and has no EBS volume.
  public SimInstance onInstanceStore() {
    rootDeviceType = "instance-store";
    attachments.clear();
    return this;
  }

  /// Makes it a member of this Auto Scaling group, by the tag that AWS sets.
  public SimInstance inGroup(String autoScalingGroup) {
    return tagged("aws:autoscaling:groupName", autoScalingGroup);
  }

  /// Makes it managed by a service, such as `eks.amazonaws.com`.
  public SimInstance managedBy(String principal) {
    operator = principal;
    return this;
  }

  /// Sets the reservation, the request in which it was launched with others.
  public SimInstance inReservation(String id) {
    reservationId = id;
    return this;
  }

  /// Adds an EBS volume to the root.
  public SimInstance withDataVolume(int gib, boolean deleteOnTermination) {
    String device = "/dev/sd" + (char) ('e' + attachments.size());
    attachments.add(new Attachment(device, gib, deleteOnTermination));
    return this;
  }

  /// Attaches its volumes again.
  public void attachAgain(Instant now) {
    attachments.forEach(attachment -> attachment.attachedAt = now);
  }

  /// Sets the CPU utilization while it runs, in percent.
  public SimInstance cpu(double percent) {
    activity.level(MetricSource.CPU, percent, Instant.EPOCH);
    return this;
  }

  /// Sets the network traffic while it runs, in each direction.
  public SimInstance network(double bytesPerSecond) {
    activity.level(MetricSource.NETWORK_IN, bytesPerSecond, Instant.EPOCH);
    activity.level(MetricSource.NETWORK_OUT, bytesPerSecond, Instant.EPOCH);
    return this;
  }

  /// Sets the public address, which AWS assigned and releases when the instance stops.
  public SimInstance publicIp(String address) {
    publicIp = address;
    return this;
  }

  /// Sets the private address.
  public SimInstance privateIp(String address) {
    privateIp = address;
    return this;
  }

  /// Sets the security group, by its id.
  public SimInstance inSecurityGroup(String groupId) {
    securityGroups.add(groupId);
    return this;
  }

  /// Encrypts its volumes with this key.
  public SimInstance encryptedWith(SimKey key) {
    kmsKey = key.arn;
    return this;
  }

  /// Sets whether AWS has the capacity to start it from now on.
  public void hasRoom(boolean room) {
    withoutRoom = !room;
  }

  /// Makes it run in this capacity reservation, and in no other place.
  public SimInstance onlyInCapacity(String reservation) {
    onlyIn = reservation;
    placedIn = reservation;
    return this;
  }

  /// Makes it run in this capacity reservation because it matched, without targeting it.
  public SimInstance placedInCapacity(String reservation) {
    placedIn = reservation;
    return this;
  }

  /// Makes it already stopped.
  public SimInstance stopped() {
    state = "stopped";
    return this;
  }

  /// Makes it already terminated, and visible for the next hour.
  public SimInstance terminated() {
    attachments.clear();
    state = "terminated";
    return this;
  }

  /// Returns the id of the request in which it was launched.
  public String reservationId() {
    return reservationId;
  }

  /// Changes to the state in which another user started it.
  public void startedByHand(Instant now) {
    enter("running", now);
    launchedAt = now;
  }

  /// Changes to the state in which another user terminated it, protected or not.
  public void terminatedByHand(Instant now) {
    enter("shutting-down", now);
  }

  /// Changes to the state that follows a `shutdown` inside of it.
  public void shutDownFromInside(Instant now) {
    enter(attribute(SHUTDOWN).value.equals("terminate") ? "shutting-down" : "stopping", now);
  }

  SimAttribute attribute(String name) {
    SimAttribute attribute = attributes.get(name);
    if (attribute == null) {
      throw SimEndpoint.notSimulated("the instance attribute " + name);
    }
    return attribute;
  }

  boolean is(String attribute, Instant now) {
    return attribute(attribute).read(now).equals("true");
  }

  boolean isGone() {
    return state.equals("shutting-down") || state.equals("terminated");
  }

  /// Ends an accepted start, with success or failure.
  ///
  /// Source: https://www.repost.aws/knowledge-center/kms-iam-ec2-permission
  void started(Instant now) {
    enter(startFails ? "stopped" : "running", now);
    reasonCode = startFails ? "Client.InternalError" : null;
    reason = startFails ? "Client.InternalError: Client error on launch" : null;
    startFails = false;
  }

  void enter(String newState, Instant now) {
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
