package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.report.Rendered;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class AccountsTextTest {
  @Test
  void eachAccountHasItsCallsOrTheReasonWhyItIsNotScanned() throws IOException {
    var out = new StringWriter();

    new AccountsText(Rendered.PLAIN)
        .render(AccountsFileTest.listing(), AccountsFileTest.CALLS, out);

    assertThat(out.toString())
        .contains(
            "The scan would read 2 accounts.",
            "200000000002: db\n",
            "200000000001: web, 1,204 AWS calls in the last scan\n",
            "300000000000: old, not scanned: suspended",
            "400000000000: whether account 'new' is included is not known");
  }
}
