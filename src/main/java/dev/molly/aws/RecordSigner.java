package dev.molly.aws;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;

/// Signs the records of one account with a key that never leaves KMS, and verifies the
/// signatures. Thread-safe.
///
/// Source: KMS API Reference,
/// [GenerateMac](https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html) and
/// [VerifyMac](https://docs.aws.amazon.com/kms/latest/APIReference/API_VerifyMac.html).
public final class RecordSigner {
  private static final String SIGN = "kms:GenerateMac";
  private static final String VERIFY = "kms:VerifyMac";

  /// The IAM actions required for signing and verifying.
  public static final List<String> PERMISSIONS = List.of(SIGN, VERIFY);

  private static final MacAlgorithmSpec ALGORITHM = MacAlgorithmSpec.HMAC_SHA_256;
  private static final int REMEMBERED = 10_000;

  private final RecordKey key;
  private final Function<RegionId, KmsClient> kms;

  /// The verified signatures, which remain valid: a run reads the same record many times.
  private final Cache<Signed, Boolean> valid =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private record Signed(RegionId region, String message, String mac) {}

  /// @param kms the clients of the account whose records are signed
  public RecordSigner(RecordKey key, Function<RegionId, KmsClient> kms) {
    this.key = key;
    this.kms = kms;
  }

  /// Returns the key used for signing.
  public RecordKey key() {
    return key;
  }

  /// Returns the signature of a message, in Base64: 44 characters.
  ///
  /// @param region the region of the resource
  /// @throws AwsException if KMS returns none
  public String sign(RegionId region, String message) {
    var answer =
        AwsCalls.call(
            SIGN,
            () ->
                client(region)
                    .generateMac(
                        r -> r.keyId(key.name()).macAlgorithm(ALGORITHM).message(bytes(message))));
    if (answer.mac() == null) {
      throw new AwsException(AwsException.Reason.OTHER, SIGN + ": the answer has no MAC");
    }
    return Base64.getEncoder().encodeToString(answer.mac().asByteArray());
  }

  /// Returns whether a signature was made with this key for exactly this message.
  ///
  /// @param region the region of the resource
  /// @param mac the signature in Base64
  /// @throws AwsException if KMS does not return a result
  public boolean verifies(RegionId region, String message, String mac) {
    var signed = new Signed(region, message, mac);
    if (valid.getIfPresent(signed) != null) {
      return true;
    }
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(mac);
    } catch (IllegalArgumentException e) {
      return false;
    }
    boolean verified = decoded.length > 0 && isValid(region, message, decoded);
    if (verified) {
      valid.put(signed, true);
    }
    return verified;
  }

  /// KMS reports a MAC as valid, or fails the call with a specific error. An answer that says
  /// neither proves nothing about the signature.
  private boolean isValid(RegionId region, String message, byte[] mac) {
    Boolean valid;
    try {
      valid =
          AwsCalls.call(
                  VERIFY,
                  () ->
                      client(region)
                          .verifyMac(
                              r ->
                                  r.keyId(key.name())
                                      .macAlgorithm(ALGORITHM)
                                      .message(bytes(message))
                                      .mac(SdkBytes.fromByteArray(mac))))
              .macValid();
    } catch (AwsException e) {
      if (e.code().equals("KMSInvalidMacException")) {
        return false;
      }
      throw e;
    }
    if (valid == null) {
      throw new AwsException(
          AwsException.Reason.OTHER, VERIFY + ": the answer does not say whether the MAC is valid");
    }
    return valid;
  }

  private KmsClient client(RegionId region) {
    return kms.apply(key.region().orElse(region));
  }

  private static SdkBytes bytes(String message) {
    return SdkBytes.fromString(message, StandardCharsets.UTF_8);
  }
}
