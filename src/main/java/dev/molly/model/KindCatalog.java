package dev.molly.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Every kind molly knows, with the controls it offers: what policies may ask for.
public record KindCatalog(Map<KindId, List<Control>> controls) {
  public KindCatalog {
    controls = Map.copyOf(new TreeMap<>(controls));
  }

  /// The kinds, in alphabetical order.
  public List<KindId> kinds() {
    return controls.keySet().stream().sorted().toList();
  }

  public Optional<Control> find(KindId kind, ControlId control) {
    return controls.getOrDefault(kind, List.of()).stream()
        .filter(offered -> offered.id().equals(control))
        .findFirst();
  }
}
