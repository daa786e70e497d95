package dev.molly.kind;

import dev.molly.model.ControlId;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The attributes of a kind by their ids.
public final class AttributeSet {
  private final Map<ControlId, Attribute> attributes;

  private AttributeSet(Map<ControlId, Attribute> attributes) {
    this.attributes = Map.copyOf(attributes);
  }

  /// Creates the set of some attributes.
  ///
  /// @throws IllegalStateException if two attributes have the same id
  public static AttributeSet of(Stream<? extends Attribute> attributes) {
    return new AttributeSet(
        attributes.collect(Collectors.toMap(Attribute::id, Function.identity())));
  }

  /// Returns an attribute.
  ///
  /// @throws IllegalArgumentException if the kind has no such attribute
  public Attribute get(ControlId id) {
    Attribute attribute = attributes.get(id);
    if (attribute == null) {
      throw new IllegalArgumentException("there is no attribute " + id);
    }
    return attribute;
  }
}
