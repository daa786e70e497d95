package dev.molly.kind;

import dev.molly.aws.AccountSession;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The attributes of a kind by their ids.
///
/// @param <D> AWS's description of a resource of the kind
public final class AttributeSet<D> {
  private final Map<ControlId, Attribute<D>> attributes;

  private AttributeSet(Map<ControlId, Attribute<D>> attributes) {
    this.attributes = Map.copyOf(attributes);
  }

  /// Creates the set of some attributes.
  ///
  /// @throws IllegalStateException if two attributes have the same id
  public static <D> AttributeSet<D> of(Stream<? extends Attribute<D>> attributes) {
    return new AttributeSet<>(
        attributes.collect(Collectors.toMap(Attribute::id, Function.identity())));
  }

  /// Returns an attribute.
  ///
  /// @throws IllegalArgumentException if the kind has no such attribute
  public Attribute<D> get(ControlId id) {
    Attribute<D> attribute = attributes.get(id);
    if (attribute == null) {
      throw new IllegalArgumentException("there is no attribute " + id);
    }
    return attribute;
  }

  /// Returns the settings of some attributes.
  ///
  /// @param described the resource's description, just read
  /// @throws dev.molly.aws.AwsException if AWS does not answer
  public Map<ControlId, String> read(
      AccountSession session, ResourceRef resource, D described, Collection<ControlId> ids) {
    var settings = new HashMap<ControlId, String>();
    ids.forEach(id -> settings.put(id, get(id).read(session, resource, described)));
    return settings;
  }
}
