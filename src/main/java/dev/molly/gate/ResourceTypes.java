package dev.molly.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.molly.model.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What molly knows about the resource types of plans: `gate/resource-types.yaml`.
///
/// @param switches the attributes that protect, of any type
/// @param expiries the attributes by which AWS deletes something by itself, of any type
/// @param attached by type, the attribute that names the resource that it changes
/// @param protections by type, the resources that are a protection themselves
/// @param types by type, what a delete loses
/// @param stateful attributes by which a type that is not listed may hold data
public record ResourceTypes(
    List<Switch> switches,
    List<Expiry> expiries,
    Map<String, String> attached,
    Map<String, ProtectionType> protections,
    Map<String, KnownType> types,
    List<String> stateful) {
  private static final String FILE = "/gate/resource-types.yaml";

  /// Attributes that protect.
  ///
  /// @param names their paths below the resource, or below any block of it
  /// @param protects the values that protect
  /// @param above numbers above this one protect
  /// @param without what happens without it
  public record Switch(
      List<String> names,
      @Nullable List<String> protects,
      @Nullable Integer above,
      String rule,
      String without) {
    /// Returns whether a value protects.
    boolean isOn(JsonNode value) {
      if (above != null) {
        return value.asInt(0) > above;
      }
      return protects != null && protects.contains(value.asText());
    }

    GateRule gateRule() {
      return GateRule.of(rule).orElseThrow();
    }
  }

  /// Attributes with a time after which AWS deletes something by itself.
  ///
  /// @param names their paths below the resource, or below any block of it
  /// @param unset what becomes of it without one
  /// @param deletes what AWS does then
  public record Expiry(List<String> names, Unset unset, String deletes) {
    /// What becomes of something that has no time.
    enum Unset {
      KEPT,
      GONE
    }
  }

  /// A resource that is a protection itself.
  public record ProtectionType(String rule, String without) {
    GateRule gateRule() {
      return GateRule.of(rule).orElseThrow();
    }
  }

  /// What a delete of a resource loses.
  ///
  /// @param cloudformation the type's name in CloudFormation; null if molly does not know it
  /// @param kind its kind in molly; null if molly has no such kind
  /// @param loses a sentence without its full stop
  public record KnownType(
      @Nullable String cloudformation, @Nullable String kind, Severity severity, String loses) {
    /// Returns the kind of molly's that it is of.
    public Optional<String> mollyKind() {
      return Optional.ofNullable(kind);
    }
  }

  /// Reads the types that come with molly.
  public static ResourceTypes load() {
    try (InputStream in = ResourceTypes.class.getResourceAsStream(FILE)) {
      return YAMLMapper.builder()
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build()
          .readValue(in, ResourceTypes.class);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FILE + " from the class path", e);
    }
  }

  /// Returns whether an attribute of this name protects or keeps something in some type.
  boolean isSwitch(String attribute) {
    return Stream.concat(switches.stream().map(Switch::names), expiries.stream().map(Expiry::names))
        .flatMap(List::stream)
        .anyMatch(name -> name.equals(attribute) || name.startsWith(attribute + "."));
  }

  /// Returns the Terraform type with a name in CloudFormation.
  public Optional<String> ofCloudFormation(String name) {
    return types.entrySet().stream()
        .filter(entry -> name.equals(entry.getValue().cloudformation()))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
