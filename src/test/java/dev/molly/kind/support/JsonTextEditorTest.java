package dev.molly.kind.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextEditorTest {
  @Test
  void findsTheValueAndNothingElse() {
    assertThat(value("{\"a\":1,\"k\":[2,3],\"z\":{}}")).contains("[2,3]");
    assertThat(value("{\"k\":{\"a\":{}}}")).contains("{\"a\":{}}");
    assertThat(value("{\"k\":-1.5e+3 }")).contains("-1.5e+3");
    assertThat(value("{\"k\":null}")).contains("null");
    assertThat(value("{\"k\":\"text\"}")).contains("\"text\"");
  }

  @Test
  void whitespaceIsNoPartOfTheValue() {
    assertThat(value(" \t\r\n{ \"k\" :\n [ 1 ] \t, \"a\" : 2 }\n")).contains("[ 1 ]");
  }

  @Test
  void aKeyFurtherInIsAnother() {
    assertThat(value("{\"a\":{\"k\":1},\"b\":[{\"k\":2}],\"k\":3}")).contains("3");
    assertThat(value("{\"a\":{\"k\":1}}")).isEmpty();
  }

  @Test
  void bracketsQuotesAndKeysInStringsMeanNothing() {
    assertThat(value("{\"a\":\"\\\"k\\\":[{\",\"k\":[\"]}\\\\\",\"\\\"]\"],\"b\":\"}\"}"))
        .contains("[\"]}\\\\\",\"\\\"]\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "{}",
        "null",
        "{\"k\"",
        "{\"k\":",
        "{\"k\":[1}",
        "{\"k\":\"",
        "{\"k\":\"\\",
        "{\"k\":1",
        "{\"k\":1,}",
        "{\"k\" 1}",
        "{k:1}",
        "{\"k\":1} x",
        "{\"k\":1}{}",
        "{/* no */\"k\":1}",
        "{\"k\":1,\"k\":2}",
        "{\"\\u006b\":1}",
      })
  void whatIsNotOneObjectWithTheKeyOnceIsRefused(String text) {
    assertThat(value(text)).isEmpty();
  }

  private static Optional<String> value(String text) {
    return JsonTextEditor.value("k", text).map(span -> text.substring(span.from(), span.to()));
  }
}
