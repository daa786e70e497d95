package dev.molly.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellQuotingTest {
  @Test
  void quotesWhatAShellWouldRead() {
    assertThat(ShellQuoting.quote("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
    assertThat(ShellQuoting.quote("i-0abc")).isEqualTo("i-0abc");
  }

  @Test
  void aFileIsTakenForNoOption() {
    assertThat(ShellQuoting.file("-my plan.json")).isEqualTo("'./-my plan.json'");
    assertThat(ShellQuoting.file("plan.json")).isEqualTo("plan.json");
  }
}
