package dev.molly.sim.ec2;

import dev.molly.text.Glob;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Filter;

/// EC2 filters over one type of resource: the values of a filter are alternatives, all filters
/// must match, and `*` and `?` are wildcards.
///
/// @param fields the simulated filters, by name; others are refused as by AWS
record Ec2Filters<T>(
    Map<String, Function<T, List<String>>> fields, Function<T, Map<String, String>> tags) {

  List<T> select(Collection<T> all, List<Filter> filters) {
    for (Filter filter : filters) {
      check(filter.name());
    }
    return all.stream().filter(one -> filters.stream().allMatch(f -> matches(f, one))).toList();
  }

  private void check(String name) {
    boolean known = fields.containsKey(name) || name.equals("tag-key") || name.startsWith("tag:");
    if (!known) {
      throw Ec2Errors.invalidValue("The filter '%s' is invalid".formatted(name));
    }
  }

  private boolean matches(Filter filter, T one) {
    return valuesOf(filter.name(), one).stream()
        .anyMatch(value -> filter.values().stream().anyMatch(p -> new Glob(p).matches(value)));
  }

  private Collection<String> valuesOf(String name, T one) {
    Function<T, List<String>> field = fields.get(name);
    if (field != null) {
      return field.apply(one);
    }
    Map<String, String> all = tags.apply(one);
    if (name.equals("tag-key")) {
      return all.keySet();
    }
    String value = all.get(name.substring("tag:".length()));
    return value == null ? List.of() : List.of(value);
  }
}
