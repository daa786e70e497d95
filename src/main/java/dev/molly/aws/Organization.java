package dev.molly.aws;

import dev.molly.model.AccountDetails;
import dev.molly.model.AccountId;
import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.Gap;
import dev.molly.model.OrganizationScope;
import dev.molly.model.RegionId;
import dev.molly.model.UnscannedAccount;
import dev.molly.model.UnscannedAccount.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;

/// The organization of the caller's account, and its accounts.
///
/// Source: Organizations API Reference. The lists may have empty pages before the last one:
/// "always check the NextToken response parameter".
public final class Organization {
  /// The region of the service's only endpoint in each partition that has one.
  ///
  /// Source: AWS General Reference, "AWS Organizations endpoints and quotas".
  private static final Map<String, String> HOMES =
      Map.of("aws", "us-east-1", "aws-cn", "cn-northwest-1", "aws-us-gov", "us-gov-west-1");

  private static final String ACCOUNTS = "organizations:ListAccounts";
  private static final String ROOTS = "organizations:ListRoots";
  private static final String ACCOUNTS_OF_UNIT = "organizations:ListAccountsForParent";
  private static final String UNITS = "organizations:ListOrganizationalUnitsForParent";
  private static final String TAGS = "organizations:ListTagsForResource";

  private final CallerIdentity caller;
  private final OrganizationsClient client;

  /// @param own a session of the management account, or of an account to which it delegated the
  ///     administration of a service
  /// @throws AwsException if the endpoint in the caller's partition is not known
  public Organization(AccountSession own) {
    this.caller = own.identity();
    String home = HOMES.get(caller.partition());
    if (home == null) {
      throw new AwsException(
          AwsException.Reason.REFUSED,
          "the endpoint of AWS Organizations in partition " + caller.partition() + " is not known");
    }
    this.client = own.client(OrganizationsClient.class, new RegionId(home));
  }

  /// Lists the accounts.
  ///
  /// @throws AwsException if not all accounts could be listed, or none of them is to be scanned
  public AccountListing list(OrganizationScope scope) {
    var listed = new TreeMap<AccountId, Account>();
    var units = new HashMap<AccountId, String>();
    try {
      pages(
          ACCOUNTS,
          token -> client.listAccounts(r -> r.nextToken(token)),
          answer -> {
            answer.accounts().forEach(each -> listed.put(new AccountId(each.id()), each));
            return answer.nextToken();
          });
      if (scope.asksForUnits()) {
        units(units);
      }
    } catch (AwsException e) {
      throw incomplete(e, listed.size());
    }
    var accounts = new ArrayList<AccountRef.Configured>();
    var unscanned = new ArrayList<UnscannedAccount>();
    var gaps = new ArrayList<Gap>();
    listed.forEach(
        (id, account) -> {
          String name = account.name() == null ? id.value() : account.name();
          Optional<Reason> inactive = inactive(account);
          try {
            if (inactive.isPresent()) {
              unscanned.add(new UnscannedAccount(id, name, inactive.get()));
            } else if (scope.selects(new Details(id, name, units))) {
              accounts.add(scope.member(id, name));
            } else {
              unscanned.add(new UnscannedAccount(id, name, Reason.EXCLUDED));
            }
          } catch (AwsException e) {
            gaps.add(undecided(id, name, e));
          }
        });
    var listing = new AccountListing(accounts, unscanned, gaps);
    if (accounts.isEmpty()) {
      throw nothing(listing);
    }
    return listing;
  }

  /// Returns the IAM actions that listing the accounts requires.
  public static List<String> permissions(OrganizationScope scope) {
    var actions = new ArrayList<>(List.of(ACCOUNTS));
    if (scope.asksForUnits()) {
      actions.addAll(List.of(ROOTS, ACCOUNTS_OF_UNIT, UNITS));
    }
    if (scope.asksForTags()) {
      actions.add(TAGS);
    }
    return actions;
  }

  /// Returns why an account cannot be scanned; empty if it can, or if AWS reports a state that is
  /// not known here: then the attempt to enter it decides.
  private static Optional<Reason> inactive(Account account) {
    String state = account.stateAsString();
    if (state == null) {
      // Until September 2025 there was only the status, which has fewer values.
      state = account.statusAsString();
    }
    return state == null ? Optional.empty() : reason(state);
  }

  private static Optional<Reason> reason(String state) {
    return switch (state) {
      case "PENDING_ACTIVATION" -> Optional.of(Reason.PENDING_ACTIVATION);
      case "SUSPENDED" -> Optional.of(Reason.SUSPENDED);
      case "PENDING_CLOSURE" -> Optional.of(Reason.PENDING_CLOSURE);
      case "CLOSED" -> Optional.of(Reason.CLOSED);
      default -> Optional.empty();
    };
  }

  /// Walks down from the root, since that takes a call for each unit, and not for each account.
  private void units(Map<AccountId, String> units) {
    var roots = new ArrayList<String>();
    pages(
        ROOTS,
        token -> client.listRoots(r -> r.nextToken(token)),
        answer -> {
          answer.roots().forEach(root -> roots.add(root.id()));
          return answer.nextToken();
        });
    roots.forEach(root -> units(root, "", units));
  }

  private void units(String parent, String path, Map<AccountId, String> units) {
    pages(
        ACCOUNTS_OF_UNIT,
        token -> client.listAccountsForParent(r -> r.parentId(parent).nextToken(token)),
        answer -> {
          String unit = path.isEmpty() ? "/" : path;
          answer.accounts().forEach(each -> units.put(new AccountId(each.id()), unit));
          return answer.nextToken();
        });
    var children = new TreeMap<String, String>();
    pages(
        UNITS,
        token -> client.listOrganizationalUnitsForParent(r -> r.parentId(parent).nextToken(token)),
        answer -> {
          answer.organizationalUnits().forEach(each -> children.put(each.id(), each.name()));
          return answer.nextToken();
        });
    children.forEach((id, name) -> units(id, path + "/" + name, units));
  }

  private Map<String, String> tags(AccountId account) {
    var tags = new HashMap<String, String>();
    pages(
        TAGS,
        token -> client.listTagsForResource(r -> r.resourceId(account.value()).nextToken(token)),
        answer -> {
          answer.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
          return answer.nextToken();
        });
    return tags;
  }

  /// Reads all pages. A page says by its token whether there is another, whatever it contains.
  ///
  /// @param take takes what is on a page, and returns its token
  private static <R> void pages(
      String permission, Function<@Nullable String, R> ask, Function<R, @Nullable String> take) {
    var tokens = new HashSet<String>();
    String token = null;
    do {
      String from = token;
      token = take.apply(AwsCalls.call(permission, () -> ask.apply(from)));
      if (token != null && !tokens.add(token)) {
        throw new AwsException(
            AwsException.Reason.OTHER, permission + ": the same page comes again and again");
      }
    } while (token != null);
  }

  private static Gap undecided(AccountId id, String name, AwsException e) {
    String why =
        "whether account '%s' is included is not known: %s".formatted(name, e.getMessage());
    return new Gap(id, Optional.empty(), Optional.empty(), why, e.missingPermission());
  }

  private AwsException incomplete(AwsException e, int listed) {
    String so =
        listed == 0
            ? "Nothing was scanned."
            : "The %d that were listed before that are not known to be all, so none was scanned."
                .formatted(listed);
    String next =
        e.reason() == AwsException.Reason.DENIED
            ? "Use the organization's management account, or one to which it delegated the"
                + " administration of a service, and grant "
                + caller.arn()
                + " the permissions: molly iam scan --organization"
            : "Try the same command again.";
    return e.saying(
        "the accounts of the organization could not be listed: %s\n%s\n%s"
            .formatted(e.explanation(), so, next));
  }

  private static AwsException nothing(AccountListing listing) {
    String unscanned =
        listing.unscanned().stream()
            .collect(
                Collectors.groupingBy(
                    UnscannedAccount::reason, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(each -> each.getValue() + " " + each.getKey().words())
            .collect(Collectors.joining(", "));
    String words =
        Stream.concat(
                Stream.of(unscanned).filter(some -> !some.isEmpty()),
                listing.gaps().stream().map(Gap::why))
            .collect(Collectors.joining("; "));
    return new AwsException(
        AwsException.Reason.OTHER,
        "no account of the organization can be scanned: %s\nSee: molly explain organization"
            .formatted(words.isEmpty() ? "AWS lists no account in it" : words));
  }

  private final class Details implements AccountDetails {
    private final AccountId id;
    private final String name;
    private final Map<AccountId, String> units;
    private @Nullable Map<String, String> tags;

    Details(AccountId id, String name, Map<AccountId, String> units) {
      this.id = id;
      this.name = name;
      this.units = units;
    }

    @Override
    public AccountId id() {
      return id;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String unit() {
      String unit = units.get(id);
      if (unit == null) {
        throw new AwsException(
            AwsException.Reason.OTHER, "no organizational unit lists it: was it moved meanwhile?");
      }
      return unit;
    }

    @Override
    public Map<String, String> tags() {
      if (tags == null) {
        tags = Organization.this.tags(id);
      }
      return tags;
    }
  }
}
