package dev.molly.sim.services;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimService;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/// The identity of the caller, and access to other accounts: every role can be assumed by every
/// caller. GetCallerIdentity returns AWS's `Date` header, so that a caller can compare clocks.
public final class SimSts implements StsClient {

  private static final CommonErrors ERRORS =
      CommonErrors.query("sts", "Sts", StsException::builder);

  public static final SimService<StsClient> SERVICE =
      SimService.of(StsClient.class, ERRORS, SimSts::new);

  private final SimEndpoint at;

  private SimSts(SimEndpoint at) {
    this.at = at;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
    return at.read("GetCallerIdentity", List.of(), this::identity);
  }

  @Override
  public AssumeRoleResponse assumeRole(AssumeRoleRequest request) {
    SimEndpoint.only(request, "RoleArn", "RoleSessionName", "ExternalId");
    return at.read("AssumeRole", List.of(request.roleArn()), this::credentials);
  }

  /// The simulator does not check keys.
  private AssumeRoleResponse credentials() {
    return AssumeRoleResponse.builder()
        .credentials(
            c ->
                c.accessKeyId("ASIASIMULATEDMOLLY00")
                    .secretAccessKey("simulated")
                    .sessionToken("simulated")
                    .expiration(at.now().plus(Duration.ofHours(1))))
        .build();
  }

  private GetCallerIdentityResponse identity() {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(at.now().atOffset(ZoneOffset.UTC));
    GetCallerIdentityResponse.Builder answer =
        GetCallerIdentityResponse.builder()
            .account(at.account())
            .arn(SimEndpoint.callerArn(at.account()))
            .userId("AROASIMULATEDMOLLY00:sim");
    answer.sdkHttpResponse(
        SdkHttpResponse.builder().statusCode(200).putHeader("Date", date).build());
    return answer.build();
  }
}
