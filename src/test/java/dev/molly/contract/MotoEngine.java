package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/// `moto_server`.
final class MotoEngine implements HttpEngine {
  /// The account of every caller that moto does not know.
  static final AccountId DEFAULT_ACCOUNT = new AccountId("123456789012");

  private static final Pattern POLICY = Pattern.compile("&Policy=([^&]+)");

  private final MotoServer server;
  private final AwsEndpoint aws;
  private AwsBasicCredentials caller = AwsEndpoint.ADMIN;
  private int users;

  private MotoEngine(MotoServer server) {
    this.server = server;
    this.aws = new AwsEndpoint(server.uri(), DEFAULT_ACCOUNT);
  }

  /// Without moto, the test fails or is skipped.
  static MotoEngine orSkip() {
    return new MotoEngine(MotoServer.orSkip());
  }

  @Override
  public AwsEndpoint aws() {
    return aws;
  }

  @Override
  public AwsBasicCredentials caller() {
    return caller;
  }

  @Override
  public String name() {
    return MOTO;
  }

  @Override
  public Set<EngineDeviation> laxities() {
    return EnumSet.complementOf(EnumSet.of(EngineDeviation.NO_RDS, EngineDeviation.NOBODY_DENIED));
  }

  @Override
  public void reset() {
    allowEverything();
    server.empty();
    aws.forget();
  }

  @Override
  public void deny(String permission) {
    deny(permission, "*");
  }

  /// Makes molly a user who may do all but this to those resources.
  void deny(String permission, String resource) {
    allowOnly(
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Action":"*","Resource":"*"},
          {"Effect":"Deny","Action":"%s","Resource":"%s"}]}
        """
            .formatted(permission, resource));
  }

  /// Makes molly a user who may do what this policy allows, and no more.
  void allowOnly(String policy) {
    server.enforcePermissions(false);
    String user = "molly-" + ++users;
    try (var iam = aws.iam(own())) {
      iam.createUser(r -> r.userName(user));
      iam.putUserPolicy(r -> r.userName(user).policyName("all-there-is").policyDocument(policy));
      var key = iam.createAccessKey(r -> r.userName(user)).accessKey();
      caller = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
    }
    server.enforcePermissions(true);
  }

  /// A role that everybody can assume and that may do all: without one, what moto gives out for a
  /// role is good for nothing once permissions hold.
  void createRole(AccountId account, String name) {
    try (var iam = aws.iam(account)) {
      iam.createRole(
          r ->
              r.roleName(name)
                  .assumeRolePolicyDocument(
                      """
                      {"Version":"2012-10-17","Statement":[
                        {"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}
                      """));
      iam.putRolePolicy(
          r ->
              r.roleName(name)
                  .policyName("all")
                  .policyDocument(
                      """
                      {"Version":"2012-10-17","Statement":[
                        {"Effect":"Allow","Action":"*","Resource":"*"}]}
                      """));
    }
  }

  /// The organization that the caller's account manages.
  OrganizationsClient organizations() {
    return aws.client(
        OrganizationsClient.class, new AccountRegion(own(), new RegionId("us-east-1")));
  }

  /// A member account of the organization, with a role that everybody can assume.
  AccountId createMember(OrganizationsClient organization, String name, String role) {
    var account =
        new AccountId(
            organization
                .createAccount(r -> r.accountName(name).email(name + "@example.org"))
                .createAccountStatus()
                .accountId());
    createRole(account, role);
    return account;
  }

  /// Keeps every request from now on.
  void record() {
    server.record();
  }

  /// The session policies that roles were assumed with since, in their order, as they were sent.
  /// Moto takes them and does not heed them.
  List<String> sessionPolicies() {
    var policies = new ArrayList<String>();
    for (String request : server.recorded().lines().toList()) {
      JsonNode body = json(request).path("body");
      String form = new String(Base64.getDecoder().decode(body.asText()), UTF_8);
      if (form.contains("Action=AssumeRole&")) {
        Matcher policy = POLICY.matcher(form);
        policies.addAll(
            policy.find() ? List.of(URLDecoder.decode(policy.group(1), UTF_8)) : List.of());
      }
    }
    return policies;
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Lifts every denial, and leaves what is there.
  void allowEverything() {
    server.enforcePermissions(false);
    caller = AwsEndpoint.ADMIN;
  }
}
