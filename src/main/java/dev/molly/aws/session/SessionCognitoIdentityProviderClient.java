package dev.molly.aws.session;

import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserPoolsRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserPoolsResponse;

/// One session's calls of a shared client.
public record SessionCognitoIdentityProviderClient(
    CognitoIdentityProviderClient shared, RequestIdentity identity)
    implements CognitoIdentityProviderClient {
  @Override
  public DescribeUserPoolResponse describeUserPool(DescribeUserPoolRequest request) {
    return shared.describeUserPool(identity.on(request));
  }

  @Override
  public ListUserPoolsResponse listUserPools(ListUserPoolsRequest request) {
    return shared.listUserPools(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
