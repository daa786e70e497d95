package dev.molly.sim.services;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.OrganizationsException;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.Tag;

/// The organization of an account: its members, in organizational units. A member does not know
/// of it. Every other operation throws.
public final class SimOrganizations implements OrganizationsClient {
  private static final CommonErrors ERRORS =
      CommonErrors.json(
          "organizations", "Organizations", OrganizationsException::builder, "ServiceException");

  /// Source: Organizations API Reference, ListAccounts, `MaxResults`.
  private static final int PAGE = 20;

  private static final String ROOT = "r-molly";

  /// The organization that an account manages.
  public static final class State implements SimState {
    /// The members by id. No organization as long as there is none.
    public TreeMap<String, SimMember> organizationMembers = new TreeMap<>();

    /// Whether each page is followed by an empty one, which AWS permits anywhere in a list.
    public boolean organizationHasEmptyPages;

    /// Whether the list of its accounts is empty.
    public boolean organizationListsNoAccount;

    /// Adds a member to the root, or changes it.
    public SimMember member(String id, String name) {
      var member = new SimMember(name);
      organizationMembers.put(id, member);
      return member;
    }
  }

  /// One account of an organization.
  public static final class SimMember {
    public String name;
    public String state = "ACTIVE";

    /// The path of its organizational unit; `/` for the root.
    public String unit = "/";

    public TreeMap<String, String> tags = new TreeMap<>();

    SimMember() {
      this("");
    }

    SimMember(String name) {
      this.name = name;
    }

    /// Sets the state, such as `SUSPENDED`.
    public SimMember in(String newState) {
      state = newState;
      return this;
    }

    /// Moves it to an organizational unit, such as `/Workloads/Prod`.
    public SimMember under(String path) {
      unit = path;
      return this;
    }

    public SimMember tagged(String key, String value) {
      tags.put(key, value);
      return this;
    }
  }

  public static final SimService<OrganizationsClient> SERVICE =
      SimService.of(OrganizationsClient.class, ERRORS, SimOrganizations::new)
          .inEachAccount(region -> new State());

  private final SimEndpoint at;
  private final State state;

  private SimOrganizations(SimEndpoint at) {
    this.at = at;
    this.state = at.state(State.class);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public ListAccountsResponse listAccounts(ListAccountsRequest request) {
    SimEndpoint.only(request, "NextToken");
    return at.read(
        "ListAccounts",
        List.of(),
        () -> {
          Page<Account> page = page(accounts(""), request.nextToken());
          return ListAccountsResponse.builder()
              .accounts(page.items())
              .nextToken(page.next())
              .build();
        });
  }

  @Override
  public ListRootsResponse listRoots(ListRootsRequest request) {
    SimEndpoint.only(request, "NextToken");
    return at.read(
        "ListRoots",
        List.of(),
        () -> {
          mustBe();
          return ListRootsResponse.builder()
              .roots(Root.builder().id(ROOT).name("Root").build())
              .build();
        });
  }

  @Override
  public ListAccountsForParentResponse listAccountsForParent(ListAccountsForParentRequest request) {
    SimEndpoint.only(request, "ParentId", "NextToken");
    return at.read(
        "ListAccountsForParent",
        List.of(request.parentId()),
        () -> {
          Page<Account> page = page(accounts(request.parentId()), request.nextToken());
          return ListAccountsForParentResponse.builder()
              .accounts(page.items())
              .nextToken(page.next())
              .build();
        });
  }

  @Override
  public ListOrganizationalUnitsForParentResponse listOrganizationalUnitsForParent(
      ListOrganizationalUnitsForParentRequest request) {
    SimEndpoint.only(request, "ParentId", "NextToken");
    return at.read(
        "ListOrganizationalUnitsForParent",
        List.of(request.parentId()),
        () -> {
          Page<OrganizationalUnit> page = page(units(request.parentId()), request.nextToken());
          return ListOrganizationalUnitsForParentResponse.builder()
              .organizationalUnits(page.items())
              .nextToken(page.next())
              .build();
        });
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    SimEndpoint.only(request, "ResourceId", "NextToken");
    return at.read(
        "ListTagsForResource",
        List.of(request.resourceId()),
        () -> {
          SimMember member = state.organizationMembers.get(request.resourceId());
          if (member == null) {
            throw ERRORS.of(
                400, "TargetNotFoundException", "You provided a target that does not exist.");
          }
          List<Tag> tags =
              member.tags.entrySet().stream()
                  .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                  .toList();
          Page<Tag> page = page(tags, request.nextToken());
          return ListTagsForResourceResponse.builder()
              .tags(page.items())
              .nextToken(page.next())
              .build();
        });
  }

  /// Returns the accounts of a unit, or all for an empty id.
  private List<Account> accounts(String parent) {
    return state.organizationMembers.entrySet().stream()
        .filter(each -> !state.organizationListsNoAccount)
        .filter(each -> parent.isEmpty() || id(each.getValue().unit).equals(parent))
        .map(each -> shape(each.getKey(), each.getValue()))
        .toList();
  }

  /// Returns the units directly below a unit, by the paths of the members.
  private List<OrganizationalUnit> units(String parent) {
    return state.organizationMembers.values().stream()
        .flatMap(member -> paths(member.unit))
        .distinct()
        .filter(path -> id(above(path)).equals(parent))
        .map(
            path ->
                OrganizationalUnit.builder()
                    .id(id(path))
                    .name(path.substring(path.lastIndexOf('/') + 1))
                    .build())
        .toList();
  }

  /// Returns a path and all paths above it but the root.
  private static Stream<String> paths(String path) {
    return Stream.iterate(path, each -> !each.equals("/"), SimOrganizations::above);
  }

  private static String above(String path) {
    int last = path.lastIndexOf('/');
    return last == 0 ? "/" : path.substring(0, last);
  }

  private static String id(String path) {
    return path.equals("/") ? ROOT : "ou-molly-%08x".formatted(path.hashCode());
  }

  private static Account shape(String id, SimMember member) {
    var account =
        Account.builder()
            .id(id)
            .arn("arn:aws:organizations::%s:account/o-molly/%s".formatted(id, id))
            .name(member.name)
            .email(id + "@example.org")
            .state(member.state);
    // The status has no value for an account that is pending or closed for good.
    return member.state.equals("ACTIVE") || member.state.equals("SUSPENDED")
        ? account.status(member.state).build()
        : account.build();
  }

  /// @param items what is on the page
  private record Page<T>(List<T> items, @Nullable String next) {}

  private <T> Page<T> page(List<T> all, @Nullable String token) {
    mustBe();
    boolean empty = token != null && token.endsWith("-empty");
    int from = token == null ? 0 : number(token.replace("-empty", ""));
    if (empty) {
      return new Page<>(List.of(), String.valueOf(from));
    }
    int to = Math.min(all.size(), from + PAGE);
    List<T> items = new ArrayList<>(all.subList(Math.min(from, to), to));
    if (to == all.size()) {
      return new Page<>(items, null);
    }
    return new Page<>(items, state.organizationHasEmptyPages ? to + "-empty" : String.valueOf(to));
  }

  private static int number(String token) {
    try {
      return Integer.parseInt(token);
    } catch (NumberFormatException e) {
      throw ERRORS.of(400, "InvalidInputException", "You specified an invalid value.");
    }
  }

  private void mustBe() {
    if (state.organizationMembers.isEmpty()) {
      throw ERRORS.of(
          400,
          "AWSOrganizationsNotInUseException",
          "Your account is not a member of an organization.");
    }
  }
}
