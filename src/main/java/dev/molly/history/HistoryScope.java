package dev.molly.history;

import dev.molly.plan.Digest;
import java.util.List;

/// The scope of a scan. Only scans of the same scope are compared: after a scan of one region,
/// the findings of all others are not fixed.
///
/// @param accounts the ids of the accounts
/// @param regions the codes of the regions; `all` for all that are enabled
/// @param kinds the kinds; `all` for all that molly knows
/// @param policies the names of the policies
/// @param narrowed what else narrows the scan, as typed: `--tag env=prod`
public record HistoryScope(
    List<String> accounts,
    List<String> regions,
    List<String> kinds,
    List<String> policies,
    List<String> narrowed) {
  /// The word for all regions or all kinds.
  public static final String ALL = "all";

  private static final int ID_LENGTH = 16;

  public HistoryScope {
    accounts = accounts.stream().sorted().distinct().toList();
    regions = regions.stream().sorted().distinct().toList();
    kinds = kinds.stream().sorted().distinct().toList();
    policies = policies.stream().sorted().distinct().toList();
    narrowed = narrowed.stream().sorted().distinct().toList();
  }

  /// Returns the same scope of other accounts.
  HistoryScope inAccounts(List<String> others) {
    return new HistoryScope(others, regions, kinds, policies, narrowed);
  }

  /// Returns the name of the scope's folder.
  public String id() {
    var digest = new Digest.Builder();
    for (List<String> part : List.of(accounts, regions, kinds, policies, narrowed)) {
      digest.add("" + part.size());
      part.forEach(digest::add);
    }
    return digest.build().hex().substring(0, ID_LENGTH);
  }

  /// Returns the scope as a phrase: `account 111122223333, eu-west-1, all kinds, baseline`.
  public String words() {
    return "%s %s; %s; %s; %s%s"
        .formatted(
            accounts.size() == 1 ? "account" : "accounts",
            String.join(", ", accounts),
            named(regions, "regions"),
            named(kinds, "kinds"),
            policies.isEmpty() ? "no policy" : "policy " + String.join(", ", policies),
            narrowed.isEmpty() ? "" : "; " + String.join(" ", narrowed));
  }

  private static String named(List<String> words, String plural) {
    return words.equals(List.of(ALL)) ? "all " + plural : String.join(", ", words);
  }
}
