package dev.molly.contract.kinds;

import dev.molly.kind.switches.UserPoolKind;
import java.util.Map;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeletionProtectionType;

record UserPoolCase() implements SwitchCase {
  @Override
  public UserPoolKind kind() {
    return new UserPoolKind();
  }

  @Override
  public String create(Clients aws, String name, boolean on) {
    return aws.client(CognitoIdentityProviderClient.class)
        .createUserPool(
            r ->
                r.poolName(name)
                    .userPoolTags(Map.of("team", "web"))
                    .deletionProtection(
                        on ? DeletionProtectionType.ACTIVE : DeletionProtectionType.INACTIVE))
        .userPool()
        .id();
  }

  @Override
  public void delete(Clients aws, String pool) {
    aws.client(CognitoIdentityProviderClient.class).deleteUserPool(r -> r.userPoolId(pool));
  }

  @Override
  public String request(String identifier, boolean on) {
    return "";
  }

  @Override
  public String listing() {
    return "cognito-idp:ListUserPools";
  }

  @Override
  public String reading() {
    return "cognito-idp:DescribeUserPool";
  }

  @Override
  public MotoGap gap() {
    return MotoGap.DELETES_ALL_THE_SAME;
  }
}
