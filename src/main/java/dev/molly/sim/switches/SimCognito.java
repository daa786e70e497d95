package dev.molly.sim.switches;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.CommonErrors.Code;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CognitoIdentityProviderException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserPoolResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeleteUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeleteUserPoolResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeletionProtectionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserPoolsRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserPoolsResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolDescriptionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;

/// Cognito user pools in one region and their deletion protection. Every other operation throws.
public final class SimCognito implements CognitoIdentityProviderClient {
  private static final CommonErrors ERRORS =
      new CommonErrors(
          "cognito-idp",
          "CognitoIdentityProvider",
          CognitoIdentityProviderException::builder,
          new Code(400, "AccessDeniedException"),
          new Code(400, "TooManyRequestsException"),
          new Code(500, "InternalErrorException"));

  /// The user pools of one region, by id.
  public static final class State implements SimState {
    public TreeMap<String, SimSwitch> userPools = new TreeMap<>();
  }

  public static final SimService<CognitoIdentityProviderClient> SERVICE =
      SimService.of(CognitoIdentityProviderClient.class, ERRORS, SimCognito::new)
          .inEachRegion(region -> new State());

  private final SimEndpoint at;
  private final TreeMap<String, SimSwitch> pools;

  private SimCognito(SimEndpoint at) {
    this.at = at;
    this.pools = at.state(State.class).userPools;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateUserPoolResponse createUserPool(CreateUserPoolRequest request) {
    SimEndpoint.only(request, "PoolName", "DeletionProtection", "UserPoolTags");
    return at.write(
        "CreateUserPool",
        List.of(request.poolName()),
        () -> {
          at.changed();
          String id = at.region() + "_" + at.ids().ec2("pool").substring(5, 14);
          var pool =
              new SimSwitch(
                  id,
                  request.poolName(),
                  "arn:aws:cognito-idp:%s:%s:userpool/%s".formatted(at.region(), at.account(), id),
                  at.now(),
                  request.deletionProtection() == DeletionProtectionType.ACTIVE,
                  request.userPoolTags());
          pools.put(id, pool);
          return CreateUserPoolResponse.builder().userPool(shape(pool)).build();
        });
  }

  @Override
  public ListUserPoolsResponse listUserPools(ListUserPoolsRequest request) {
    SimEndpoint.only(request, "MaxResults", "NextToken");
    return at.read(
        "ListUserPools",
        List.of(),
        () -> {
          SimPage<SimSwitch> page =
              SimPage.of(
                  List.copyOf(pools.values()),
                  pool -> pool.id,
                  request.nextToken(),
                  request.maxResults(),
                  () -> ERRORS.of(400, "InvalidParameterException", "Invalid NextToken"));
          return ListUserPoolsResponse.builder()
              .userPools(
                  page.items().stream()
                      .map(
                          pool ->
                              UserPoolDescriptionType.builder().id(pool.id).name(pool.name).build())
                      .toList())
              .nextToken(page.next())
              .build();
        });
  }

  @Override
  public DescribeUserPoolResponse describeUserPool(DescribeUserPoolRequest request) {
    SimEndpoint.only(request, "UserPoolId");
    return at.read(
        "DescribeUserPool",
        List.of(request.userPoolId()),
        () ->
            DescribeUserPoolResponse.builder().userPool(shape(pool(request.userPoolId()))).build());
  }

  @Override
  public DeleteUserPoolResponse deleteUserPool(DeleteUserPoolRequest request) {
    SimEndpoint.only(request, "UserPoolId");
    return at.write(
        "DeleteUserPool",
        List.of(request.userPoolId()),
        () -> {
          if (pool(request.userPoolId()).on) {
            throw ERRORS.of(
                400,
                "InvalidParameterException",
                "The user pool cannot be deleted because deletion protection is activated."
                    + " Deletion protection must be inactivated first.");
          }
          at.changed();
          pools.remove(request.userPoolId());
          return DeleteUserPoolResponse.builder().build();
        });
  }

  private SimSwitch pool(String id) {
    SimSwitch pool = pools.get(id);
    if (pool == null) {
      throw ERRORS.of(400, "ResourceNotFoundException", "User pool " + id + " does not exist.");
    }
    return pool;
  }

  private static UserPoolType shape(SimSwitch pool) {
    return UserPoolType.builder()
        .id(pool.id)
        .name(pool.name)
        .arn(pool.arn)
        .creationDate(pool.createdAt)
        .deletionProtection(
            pool.on ? DeletionProtectionType.ACTIVE : DeletionProtectionType.INACTIVE)
        .userPoolTags(pool.tags)
        .build();
  }
}
