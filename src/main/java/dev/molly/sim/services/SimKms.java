package dev.molly.sim.services;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;

/// KMS in one region: the state of a key, and MACs. Every other operation throws.
public final class SimKms implements KmsClient {

  private static final CommonErrors ERRORS =
      CommonErrors.json("kms", "Kms", KmsException::builder, "KMSInternalException");

  /// The keys of one region.
  public static final class State implements SimState {
    /// By ARN.
    public TreeMap<String, SimKey> keys = new TreeMap<>();

    /// By alias.
    public TreeMap<String, SimKey> macKeys = new TreeMap<>();
  }

  public static final SimService<KmsClient> SERVICE =
      SimService.of(KmsClient.class, ERRORS, SimKms::new).inEachRegion(region -> new State());

  private final SimEndpoint at;
  private final State region;

  private SimKms(SimEndpoint at) {
    this.at = at;
    this.region = at.state(State.class);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  /// Returns a key by its ARN. A key of another account is refused as KMS refuses it: it
  /// requires that account's consent, which is never given here (KMS API, DescribeKey).
  @Override
  public DescribeKeyResponse describeKey(DescribeKeyRequest request) {
    SimEndpoint.only(request, "KeyId");
    return at.read(
        "DescribeKey",
        List.of(request.keyId()),
        () -> {
          SimKey key = region.keys.get(request.keyId());
          if (key == null) {
            throw request.keyId().contains(":" + at.account() + ":")
                ? notFound(request.keyId())
                : ERRORS.denied(denial(request.keyId()));
          }
          return DescribeKeyResponse.builder()
              .keyMetadata(
                  found ->
                      found
                          .arn(key.arn)
                          .keyId(key.arn.substring(key.arn.indexOf('/') + 1))
                          .enabled(key.state.equals("Enabled"))
                          .keyState(key.state)
                          .deletionDate(key.deletion))
              .build();
        });
  }

  @Override
  public GenerateMacResponse generateMac(GenerateMacRequest request) {
    SimEndpoint.only(request, "KeyId", "MacAlgorithm", "Message");
    return at.read(
        "GenerateMac",
        List.of(request.keyId()),
        () -> {
          SimKey key = macKey(request.keyId());
          return GenerateMacResponse.builder()
              .keyId(key.arn)
              .macAlgorithm(request.macAlgorithm())
              .mac(SdkBytes.fromByteArray(mac(key, request.message())))
              .build();
        });
  }

  /// KMS reports a MAC as valid, or fails the call.
  @Override
  public VerifyMacResponse verifyMac(VerifyMacRequest request) {
    SimEndpoint.only(request, "KeyId", "MacAlgorithm", "Message", "Mac");
    return at.read(
        "VerifyMac",
        List.of(request.keyId()),
        () -> {
          SimKey key = macKey(request.keyId());
          if (!MessageDigest.isEqual(mac(key, request.message()), request.mac().asByteArray())) {
            throw ERRORS.of(400, "KMSInvalidMacException", "");
          }
          return VerifyMacResponse.builder()
              .keyId(key.arn)
              .macAlgorithm(request.macAlgorithm())
              .macValid(true)
              .build();
        });
  }

  private SimKey macKey(String name) {
    SimKey key =
        region.macKeys.entrySet().stream()
            .filter(each -> each.getKey().equals(name) || each.getValue().arn.equals(name))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(() -> notFound(name));
    if (!key.state.equals("Enabled")) {
      throw ERRORS.of(400, "DisabledException", key.arn + " is disabled.");
    }
    return key;
  }

  /// The ARN serves as the secret, since no code here guesses ARNs.
  private static byte[] mac(SimKey key, SdkBytes message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.arn.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(message.asByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String denial(String key) {
    return "User: %s is not authorized to perform: kms:DescribeKey on resource: %s because no resource-based policy allows the kms:DescribeKey action"
        .formatted(SimEndpoint.callerArn(at.account()), key);
  }

  private static AwsServiceException notFound(String key) {
    return ERRORS.of(
        NotFoundException.builder(),
        400,
        "NotFoundException",
        "Key '%s' does not exist".formatted(key));
  }
}
