package dev.molly.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All kinds known to Molly, with the controls they offer to policies.
public record KindCatalog(Map<KindId, List<Control>> controls) {
  public KindCatalog {
    controls = Map.copyOf(new TreeMap<>(controls));
  }

  /// Returns the kinds, in alphabetical order.
  public List<KindId> kinds() {
    return controls.keySet().stream().sorted().toList();
  }

  public Optional<Control> find(KindId kind, ControlId control) {
    return controls.getOrDefault(kind, List.of()).stream()
        .filter(offered -> offered.id().equals(control))
        .findFirst();
  }
}
