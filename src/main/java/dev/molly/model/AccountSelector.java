package dev.molly.model;

import dev.molly.text.Glob;
import java.util.Map;
import java.util.Optional;

/// A selection of accounts of an organization. Everything that is given has to match.
///
/// @param unit the path of an organizational unit, which includes the units below it
/// @param tags the values of tags, by key
public record AccountSelector(
    Optional<AccountId> id, Optional<Glob> name, Optional<String> unit, Map<String, Glob> tags) {
  public AccountSelector {
    tags = Map.copyOf(tags);
  }

  public boolean matches(AccountDetails account) {
    return id.map(account.id()::equals).orElse(true)
        && name.map(glob -> glob.matches(account.name())).orElse(true)
        && unit.map(path -> holds(path, account.unit())).orElse(true)
        && tags.entrySet().stream().allMatch(wanted -> hasTag(account, wanted));
  }

  private static boolean holds(String path, String unit) {
    return path.equals("/") || new Glob(path).matches(unit) || new Glob(path + "/*").matches(unit);
  }

  private static boolean hasTag(AccountDetails account, Map.Entry<String, Glob> wanted) {
    String value = account.tags().get(wanted.getKey());
    return value != null && wanted.getValue().matches(value);
  }
}
