package dev.molly.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is expected here is what Python 3.11 answers to `shlex.split`.
class ShellWordsTest {
  @Test
  void holdsTogetherWhatIsQuoted() {
    assertThat(ShellWords.split("ec2 termi\"nate-insta\"nces 'a b' c\\ d \"\" e\n f"))
        .contains(List.of("ec2", "terminate-instances", "a b", "c d", "", "e", "f"));
  }

  @Test
  void keepsABackslashThatEscapesNothing() {
    assertThat(ShellWords.split("\"a\\b\" \"a\\\"b\" 'a\\b' a\\b"))
        .contains(List.of("a\\b", "a\"b", "a\\b", "ab"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a", "a\"b", "a\\"})
  void readsNothingOfWhatDoesNotEnd(String text) {
    assertThat(ShellWords.split(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(id)",
        "`id`",
        "$x",
        "${x}",
        "eval x",
        "$'x'",
        "ec2 $1-instances",
        "ec2 \"terminate-$1\"",
        "ec2 terminate\"-$1\"",
        "ec2 ${1}instances",
        "| sh",
        "; bash evil"
      })
  void seesWhatAShellMakesTextOf(String script) {
    assertThat(ShellWords.madeUp("!aws " + script)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$1", "\"$@\"", "${1}", "$*", "$#", "evaluate", "--ids=$1", "show", "ssh-keys"})
  void knowsTheArguments(String script) {
    assertThat(ShellWords.madeUp("!aws " + script)).isEmpty();
  }
}
