package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.AwsException;
import dev.molly.aws.RecordSigner;
import dev.molly.model.AccountRegion;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;

/// Signatures of records over HTTP, with a key that is made by AWS's own calls.
@Tag(Engine.MOTO)
class RecordSignerMotoIT {
  private static final RegionId IRELAND = new RegionId("eu-west-1");

  private final MotoEngine moto = MotoEngine.orSkip();

  @BeforeEach
  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void aSignatureIsGoodForExactlyWhatWasSigned() {
    try (KmsClient kms = moto.aws().kms(new AccountRegion(moto.own(), IRELAND))) {
      String key =
          kms.createKey(r -> r.keySpec(KeySpec.HMAC_256).keyUsage(KeyUsageType.GENERATE_VERIFY_MAC))
              .keyMetadata()
              .arn();
      var signer = new RecordSigner(new RecordKey(key), region -> kms);

      String mac = signer.sign(IRELAND, "due=2026-12-14");

      assertThat(mac).hasSize(44);
      assertThat(signer.verifies(IRELAND, "due=2026-12-14", mac)).isTrue();
      assertThat(signer.verifies(IRELAND, "due=2026-12-01", mac)).isFalse();
      assertThat(signer.verifies(IRELAND, "due=2026-12-14", "bm8=")).isFalse();
    }
  }

  @Test
  void aKeyThatIsNotThereIsNoVerdict() {
    try (KmsClient kms = moto.aws().kms(new AccountRegion(moto.own(), IRELAND))) {
      var signer = new RecordSigner(new RecordKey("alias/molly-records"), region -> kms);

      assertThatThrownBy(() -> signer.verifies(IRELAND, "due=2026-12-14", "bm8="))
          .isInstanceOf(AwsException.class);
    }
  }
}
