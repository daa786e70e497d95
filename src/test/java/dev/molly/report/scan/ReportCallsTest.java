package dev.molly.report.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.AccountId;
import dev.molly.model.UserError;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportCallsTest {
  private static final String PLACES =
      """
      {"schemaVersion": 1, "summary": {"budget": 1}, "budget": {"places": [
        {"account": "200000000001", "region": "eu-west-1", "services": {"ec2": 3, "sts": 9}},
        {"account": "200000000001", "region": "us-east-1", "services": {"rds": 4}},
        {"region": "us-east-1", "services": {"s3": 5}}]}\
      """;

  @Test
  void theCallsOfAllRegionsAreAddedUpAndRolesAreAssumedForOthers() {
    assertThat(read(PLACES + "}")).isEqualTo(Map.of(new AccountId("200000000001"), 7L));
  }

  @Test
  void whatComesAfterTheCallsIsNotRead() {
    assertThat(read(PLACES + ", \"findings\": [{\"cut")).hasSize(1);
  }

  @Test
  void whatIsNoReportIsRefused() {
    for (String text : new String[] {"", "[]", "{}", "{\"findings\": []}"}) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(UserError.class)
          .hasMessage("last.json is no report of molly scan --format json");
    }
    assertThatThrownBy(() -> read("{\"summary\": {\"a\"")).hasMessageContaining("is damaged");
    assertThatThrownBy(
            () ->
                read(
                    "{\"budget\": {\"places\": [{\"account\": \"x\", \"services\": {\"a\": 1}}]}}"))
        .hasMessageContaining("an account id is twelve digits");
  }

  private static Map<AccountId, Long> read(String text) {
    return ReportCalls.read("last.json", text.getBytes(UTF_8));
  }
}
