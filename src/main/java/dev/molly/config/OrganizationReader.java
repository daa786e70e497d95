package dev.molly.config;

import dev.molly.model.AccountId;
import dev.molly.model.AccountSelector;
import dev.molly.model.OrganizationScope;
import dev.molly.text.Glob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the `organization` section of `molly.yaml`.
final class OrganizationReader {
  static final List<String> KEYS =
      List.of("role", "write-role", "external-id", "include", "exclude");
  static final List<String> SELECTOR_KEYS = List.of("id", "name", "ou", "tags");

  private final ValueReader values;

  OrganizationReader(ValueReader values) {
    this.values = values;
  }

  Optional<OrganizationScope> read(YamlSection organization) {
    Optional<String> role =
        organization.need("role", node -> values.text(node, ValueFormat.ROLE_NAME));
    Optional<String> externalId =
        organization.get("external-id").flatMap(node -> values.text(node, ValueFormat.TEXT));
    Optional<String> writeRole =
        organization.get("write-role").flatMap(node -> values.text(node, ValueFormat.ROLE_NAME));
    List<AccountSelector> include = selectors(organization, "include");
    List<AccountSelector> exclude = selectors(organization, "exclude");
    return role.map(name -> new OrganizationScope(name, externalId, writeRole, include, exclude));
  }

  private List<AccountSelector> selectors(YamlSection organization, String key) {
    return values
        .items(organization, key)
        .flatMap(node -> selector(node, "an item of '" + key + "'").stream())
        .toList();
  }

  private Optional<AccountSelector> selector(YamlNode node, String what) {
    Optional<YamlSection> section = values.section(node, what, SELECTOR_KEYS);
    if (section.isPresent() && section.get().isEmpty()) {
      return values.wrong(node.at(), what + " needs one of " + String.join(", ", SELECTOR_KEYS));
    }
    return section.map(
        selector ->
            new AccountSelector(
                selector
                    .get("id")
                    .flatMap(id -> values.text(id, ValueFormat.ACCOUNT))
                    .map(AccountId::new),
                selector
                    .get("name")
                    .flatMap(name -> values.text(name, ValueFormat.TEXT))
                    .map(Glob::new),
                selector.get("ou").flatMap(ou -> values.text(ou, ValueFormat.UNIT)),
                selector.get("tags").map(this::tags).orElse(Map.of())));
  }

  private Map<String, Glob> tags(YamlNode node) {
    var tags = new LinkedHashMap<String, Glob>();
    values
        .mapping(node, "'tags'")
        .ifPresent(
            mapping ->
                mapping
                    .fields()
                    .forEach(
                        (key, field) ->
                            values
                                .text(field.value(), ValueFormat.ANY)
                                .ifPresent(value -> tags.put(key, new Glob(value)))));
    return tags;
  }
}
