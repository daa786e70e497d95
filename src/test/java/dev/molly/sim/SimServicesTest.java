package dev.molly.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.sim.core.SimService;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sns.SnsClient;

class SimServicesTest {

  private final SimAccount account =
      new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 3).account("111122223333");

  static List<SimService<?>> services() {
    return SimServices.ALL;
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceServesTheClientThatItRegisters(SimService<?> service) {
    assertThat(account.client(service.type(), "us-east-1")).isInstanceOf(service.type());
  }

  @Test
  void refusesAClientThatNoServiceServes() {
    assertThatThrownBy(() -> account.client(SnsClient.class, "us-east-1"))
        .hasMessage("not simulated: software.amazon.awssdk.services.sns.SnsClient");
  }

  @Test
  void refusesAClientForARegionThatIsNotEnabled() {
    assertThatThrownBy(() -> account.client(Ec2Client.class, "af-south-1"))
        .hasMessage("the region is not enabled: af-south-1");
  }
}
