package dev.molly.kind.switches;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.aws.AwsException.Reason;
import dev.molly.aws.CallerIdentity;
import dev.molly.kind.Attribute;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.OnOff;
import dev.molly.kind.Protectable;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.Remediation;
import dev.molly.model.Arn;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.retire.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;

/// A kind that has nothing but switches. A subclass declares how AWS lists and describes its
/// resources, and its toggles.
///
/// @param <C> the SDK's client
/// @param <D> the AWS description of a resource
public abstract class SwitchKind<C extends SdkClient, D> implements Protectable {
  private final KindId id;
  private final Class<C> client;
  private final String service;
  private final String arn;
  private final List<String> permissions;
  private final List<Toggle<C, D>> toggles;

  /// @param id the kind
  /// @param client the SDK's client interface
  /// @param service the service in ARNs
  /// @param arn the beginning of the resource part of its ARNs: `table/`
  /// @param permissions the IAM actions that listing, describing and reading tags require
  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only copied.
  protected SwitchKind(
      String id,
      Class<C> client,
      String service,
      String arn,
      List<String> permissions,
      Toggle<C, D>... toggles) {
    this.id = new KindId(id);
    this.client = client;
    this.service = service;
    this.arn = arn;
    this.permissions = List.copyOf(permissions);
    this.toggles = List.of(toggles);
  }

  /// The resources that a listing has found.
  protected interface Found<D> {
    /// Passes on a resource that the listing itself describes.
    void described(D shown);

    /// Passes on a resource of which the listing only gives the identifier.
    void named(String identifier);
  }

  /// Lists the resources of a region, page by page.
  ///
  /// @throws AwsException if a page cannot be read
  protected abstract void list(C client, Found<D> found);

  /// Returns the call that describes one resource, where the listing only names them; otherwise
  /// empty.
  protected Optional<String> describeApi() {
    return Optional.empty();
  }

  /// Returns the call that reads the tags of one resource, where its description does not contain
  /// them; otherwise empty.
  protected Optional<String> tagsApi() {
    return Optional.empty();
  }

  /// Describes one resource; empty if it does not exist.
  ///
  /// @throws AwsException if AWS does not answer
  protected abstract Optional<D> describe(C client, String identifier);

  /// Returns what every resource has.
  protected abstract Described of(D shown);

  /// Builds the ARN of a resource, where AWS does not say it. A kind whose ARNs have another form
  /// overrides this.
  protected String arn(CallerIdentity caller, RegionId region, String identifier) {
    return caller.arn(service, region.value(), arn + identifier);
  }

  /// Reads the tags of a resource whose description does not contain them.
  ///
  /// @throws AwsException if AWS does not answer
  protected Map<String, String> tags(C client, ResourceRef resource) {
    throw new IllegalStateException(id + " has its tags in its description");
  }

  @Override
  public final KindId id() {
    return id;
  }

  @Override
  public final boolean owns(Arn other) {
    return other.service().equals(service) && other.resource().startsWith(arn);
  }

  @Override
  public final List<Control> controls() {
    return toggles.stream().map(Toggle::control).toList();
  }

  @Override
  public final List<String> readPermissions() {
    return Stream.concat(
            permissions.stream(), toggles.stream().flatMap(t -> t.readPermissions().stream()))
        .toList();
  }

  @Override
  public final List<String> writePermissions() {
    return toggles.stream().flatMap(t -> t.writePermissions().stream()).toList();
  }

  final C client(AccountSession session, RegionId region) {
    return session.client(client, region);
  }

  @Override
  public final void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found) {
    listIfOffered(session, region, true, found);
  }

  @Override
  public final void count(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found) {
    listIfOffered(session, region, false, found);
  }

  private void listIfOffered(
      AccountSession session, RegionId region, boolean describes, Consumer<Resource> found) {
    var seen = new AtomicBoolean();
    try {
      listAll(
          session,
          region,
          describes,
          resource -> {
            seen.set(true);
            found.accept(resource);
          });
    } catch (AwsException e) {
      if (seen.get() || !regions().isBecauseNotOffered(e, region)) {
        throw e;
      }
    }
  }

  /// Returns the regions of the service.
  final ServiceRegions regions() {
    return new ServiceRegions(service);
  }

  @Override
  public final List<String> callsFor(Resource counted, ControlSelection wanted) {
    Stream<String> toggle =
        toggles.stream()
            .filter(each -> wanted.lacks(counted, each.id()))
            .flatMap(each -> each.read().stream())
            .map(Toggle.Read::permission);
    Stream<String> tags =
        wanted.tags() && counted.tags() instanceof Tags.Unread ? tagsApi().stream() : Stream.of();
    return Stream.of(describeApi().stream(), toggle, tags).flatMap(calls -> calls).toList();
  }

  private void listAll(
      AccountSession session, RegionId region, boolean describes, Consumer<Resource> found) {
    C aws = client(session, region);
    list(
        aws,
        new Found<D>() {
          @Override
          public void described(D shown) {
            found.accept(resource(session, region, shown));
          }

          @Override
          public void named(String identifier) {
            if (!describes) {
              found.accept(undescribed(session, region, identifier));
              return;
            }
            Optional<D> shown;
            try {
              shown = describe(aws, identifier);
            } catch (AwsException e) {
              found.accept(unread(session, region, identifier, e));
              return;
            }
            shown.ifPresent(this::described);
          }
        });
  }

  private Resource resource(AccountSession session, RegionId region, D shown) {
    Described one = of(shown);
    var ref =
        new ResourceRef(
            new ResourceId(id, session.identity().account(), region, one.uid()),
            one.identifier(),
            one.name(),
            one.arn().isEmpty() ? arn(session.identity(), region, one.identifier()) : one.arn());
    return new Resource(ref, one.state(), one.tags(), protections(shown, one.state()));
  }

  /// Returns the protections that the description contains.
  private Map<ControlId, Protection> protections(D shown, String state) {
    var known = new HashMap<ControlId, Protection>();
    for (Toggle<C, D> toggle : toggles) {
      Optional<String> notOffered =
          isGoing(state) ? Optional.of("it is " + state) : toggle.notOffered(shown);
      if (notOffered.isPresent()) {
        known.put(toggle.id(), new Protection.NotOffered(notOffered.get()));
      } else if (toggle.read().isEmpty()) {
        known.put(toggle.id(), protection(toggle, toggle.described(shown)));
      }
    }
    return known;
  }

  private static Protection protection(Toggle<?, ?> toggle, @Nullable Boolean on) {
    if (on == null) {
      return ReadFailures.because(ReadFailures.unsaid(toggle.member()));
    }
    return on
        ? new Protection.On(toggle.member() + " is on")
        : new Protection.Off(toggle.member() + " is off");
  }

  /// A resource that cannot be described is listed under its identifier.
  private Resource unread(
      AccountSession session, RegionId region, String identifier, AwsException e) {
    var known = new HashMap<ControlId, Protection>();
    toggles.forEach(toggle -> known.put(toggle.id(), ReadFailures.because(e)));
    return undescribed(session, region, identifier)
        .with(new Tags.Unknown(e.getMessage(), ""))
        .with(known);
  }

  private Resource undescribed(AccountSession session, RegionId region, String identifier) {
    var ref =
        new ResourceRef(
            new ResourceId(id, session.identity().account(), region, identifier),
            identifier,
            identifier,
            arn(session.identity(), region, identifier));
    return new Resource(ref, "unknown", new Tags.Unread(), Map.of());
  }

  /// Returns whether AWS is deleting it, or has deleted it and still shows it.
  static boolean isGoing(String state) {
    String word = state.toUpperCase(Locale.ROOT);
    return word.equals("DEREGISTERED")
        || (word.startsWith("DELET") && !word.equals("DELETE_FAILED"));
  }

  @Override
  public final Resource read(AccountSession session, Resource listed, ControlSelection wanted) {
    var answers = new HashMap<ControlId, Protection>();
    C aws = client(session, listed.ref().id().region());
    for (Toggle<C, D> toggle : toggles) {
      if (wanted.lacks(listed, toggle.id())) {
        answers.put(toggle.id(), read(aws, toggle, listed.ref()));
      }
    }
    boolean tags = wanted.tags() && listed.tags() instanceof Tags.Unread;
    return (tags ? listed.with(readTags(aws, listed.ref())) : listed).with(answers);
  }

  private Protection read(C aws, Toggle<C, D> toggle, ResourceRef resource) {
    Toggle.Read<C> read = toggle.read().orElseThrow();
    try {
      return protection(toggle, read.call().apply(aws, resource.identifier()));
    } catch (AwsException e) {
      return e.reason() == Reason.NOT_FOUND
          ? new Protection.NotOffered("it was deleted while the scan ran")
          : ReadFailures.because(e);
    }
  }

  private Tags readTags(C aws, ResourceRef resource) {
    try {
      return new Tags.Known(tags(aws, resource));
    } catch (AwsException e) {
      return new Tags.Unknown(e.getMessage(), e.missingPermission().orElse(""));
    }
  }

  @Override
  public final Optional<Observation> observe(
      AccountSession session, ResourceRef ref, ControlSelection wanted, Instant now) {
    return current(session, ref).map(shown -> observation(session, ref, shown, wanted, now));
  }

  private Observation observation(
      AccountSession session, ResourceRef ref, D shown, ControlSelection wanted, Instant now) {
    Resource shownAs = resource(session, ref.id().region(), shown);
    var resource = new Resource(shownAs.ref(), shownAs.state(), shownAs.tags(), Map.of());
    boolean tags = wanted.tags() && resource.tags() instanceof Tags.Unread;
    var settings = new HashMap<ControlId, String>();
    wanted.controls().forEach(id -> settings.put(id, attribute(id).read(session, ref, shown)));
    return Observation.of(
        tags ? resource.with(readTags(client(session, ref.id().region()), ref)) : resource,
        settings,
        now);
  }

  /// Another resource may have its name now; one that is being deleted counts as gone.
  private Optional<D> current(AccountSession session, ResourceRef ref) {
    return describe(client(session, ref.id().region()), ref.identifier())
        .filter(shown -> of(shown).uid().equals(ref.id().uid()))
        .filter(shown -> !isGoing(of(shown).state()));
  }

  /// @throws AwsException if it is gone, or AWS does not answer
  final D get(AccountSession session, ResourceRef ref) {
    return current(session, ref).orElseThrow(() -> ReadFailures.gone(ref));
  }

  @Override
  public final Attribute<D> attribute(ControlId control) {
    return new ToggleAttribute<>(toggle(control), client);
  }

  private Toggle<C, D> toggle(ControlId control) {
    return toggles.stream()
        .filter(toggle -> toggle.id().equals(control))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(id + " has no control " + control));
  }

  @Override
  public final Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Duration atLeast) {
    Toggle<C, D> toggle = toggle(control);
    D shown = get(session, resource.ref());
    Optional<String> notOffered = toggle.notOffered(shown);
    if (notOffered.isPresent()) {
      return new Remediation.NotPossible(notOffered.get());
    }
    String now = attribute(control).read(session, resource.ref(), shown);
    return toggle.write(true).isPresent() || OnOff.isOn(now)
        ? Remediation.set(control, now, OnOff.ON)
        : new Remediation.NotPossible(toggle.whyReadOnly());
  }

  @Override
  public final Optional<String> cliFix(Resource resource, ControlId control, Duration atLeast) {
    return toggle(control).write(true).isPresent()
        ? Optional.of(call(new Change(resource.ref(), control, OnOff.OFF, OnOff.ON)).command())
        : Optional.empty();
  }
}
