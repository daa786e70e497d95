package dev.molly.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The accounts of an organization that are scanned, and the role to assume in each.
///
/// @param role the name of the role, with its path if it has one: `audit/molly-scan`
/// @param writeRole the name of the role for changes; empty for the same
/// @param include the accounts; empty for all
/// @param exclude the accounts that are left out although they are included
public record OrganizationScope(
    String role,
    Optional<String> externalId,
    Optional<String> writeRole,
    List<AccountSelector> include,
    List<AccountSelector> exclude) {
  public OrganizationScope {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /// Returns whether an account is scanned.
  public boolean selects(AccountDetails account) {
    return (include.isEmpty() || include.stream().anyMatch(each -> each.matches(account)))
        && exclude.stream().noneMatch(each -> each.matches(account));
  }

  /// Returns whether a selector asks for the organizational unit of an account.
  public boolean asksForUnits() {
    return selectors().anyMatch(each -> each.unit().isPresent());
  }

  /// Returns whether a selector asks for the tags of an account.
  public boolean asksForTags() {
    return selectors().anyMatch(each -> !each.tags().isEmpty());
  }

  /// Returns the way into an account.
  public AccountRef.Configured member(AccountId id, String name) {
    return new AccountRef.Configured(id, name, Optional.of(role), externalId, writeRole, true);
  }

  private Stream<AccountSelector> selectors() {
    return Stream.concat(include.stream(), exclude.stream());
  }
}
