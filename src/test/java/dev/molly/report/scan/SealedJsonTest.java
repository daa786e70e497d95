package dev.molly.report.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SealedJsonTest {
  @Test
  void aDocumentIsReadAsItWasWrittenAndNotWithAnyOtherByte() throws IOException {
    byte[] document = sealed("\ud83d\udd25 \ud800 ".repeat(3000));

    assertThat(SealedJson.open(document).sealed()).isTrue();
    assertThat(SealedJson.open(document).text()).endsWith("\"\n}\n");
    for (int at : new int[] {0, 20, document.length / 2, document.length - 10}) {
      byte[] other = document.clone();
      other[at] ^= 1;
      assertThatThrownBy(() -> SealedJson.open(other))
          .hasMessage("is damaged: it is not as it was written");
    }
  }

  @Test
  void aDocumentWithoutASealInItsPlaceIsReadAndNotSealed() throws IOException {
    String document = new String(sealed("text"), UTF_8);

    for (String other :
        new String[] {
          "{}",
          document.replace("\n", "\r\n"),
          document.replaceAll("\\s", ""),
          document.replace("\"sha256\"", "\"sha257\"")
        }) {
      assertThat(SealedJson.open(other.getBytes(UTF_8)))
          .isEqualTo(new SealedJson.Document(other, false));
    }
  }

  private static byte[] sealed(String text) throws IOException {
    var out = new StringWriter();
    var sealed = new SealedJson(out);
    try (JsonGenerator json = ReportJson.indented(sealed)) {
      json.writeStartObject();
      json.writeStringField("text", text);
      sealed.seal(json);
      json.writeEndObject();
    }
    return (out + "\n").getBytes(UTF_8);
  }
}
