package dev.molly.kind.switches;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.support.AwsPages;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.Tags;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeletionProtectionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;

/// Cognito user pools. Molly only reads their protection: UpdateUserPool sets everything that a
/// request leaves out to its default.
///
/// Source: Cognito API Reference, UpdateUserPool: "If you don't provide a value for an attribute,
/// Amazon Cognito sets it to its default value."
public final class UserPoolKind extends SwitchKind<CognitoIdentityProviderClient, UserPoolType> {
  /// The maximum page size of ListUserPools, which has no default.
  private static final int PAGE = 60;

  public UserPoolKind() {
    super(
        "cognito-user-pool",
        CognitoIdentityProviderClient.class,
        "cognito-idp",
        "userpool/",
        List.of("cognito-idp:ListUserPools", "cognito-idp:DescribeUserPool"),
        Toggle.<CognitoIdentityProviderClient, UserPoolType>deletionProtection(
                "cognito-deletion-protection", "DeletionProtection")
            .documentedAt(
                "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html",
                "aws_cognito_user_pool.deletion_protection = \"ACTIVE\"")
            .describedBy(UserPoolKind::protection)
            .readOnly(
                "UpdateUserPool resets every setting that a request leaves out, so molly does"
                    + " not call it; turn it on in the console or by the template that made"
                    + " the pool: molly explain cognito-deletion-protection"));
  }

  private static @Nullable Boolean protection(UserPoolType pool) {
    return pool.deletionProtection() == null
        ? null
        : pool.deletionProtection() == DeletionProtectionType.ACTIVE;
  }

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("cognito/v2/idp/user-pools/{id}/users?region={region}");
  }

  @Override
  protected void list(CognitoIdentityProviderClient aws, Found<UserPoolType> found) {
    AwsPages.each(
        "cognito-idp:ListUserPools",
        aws.listUserPoolsPaginator(r -> r.maxResults(PAGE)),
        page -> page.userPools().forEach(pool -> found.named(pool.id())));
  }

  @Override
  protected Optional<String> describeApi() {
    return Optional.of("cognito-idp:DescribeUserPool");
  }

  @Override
  protected Optional<UserPoolType> describe(CognitoIdentityProviderClient aws, String pool) {
    return AwsCalls.callIfExists(
            "cognito-idp:DescribeUserPool", () -> aws.describeUserPool(r -> r.userPoolId(pool)))
        .map(answer -> answer.userPool());
  }

  @Override
  protected Described of(UserPoolType pool) {
    return new Described(
        pool.id(),
        pool.name(),
        pool.id(),
        pool.arn(),
        "exists",
        new Tags.Known(pool.userPoolTags()));
  }
}
