package dev.molly.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {
  @Test
  void saysMoreThanThePathThatJavaHasAsItsMessage() {
    assertThat(FailureReason.of(new AccessDeniedException("a.json")))
        .isEqualTo("permission denied");
    assertThat(FailureReason.of(new NoSuchFileException("a.json"))).isEqualTo("there is no a.json");
    assertThat(FailureReason.of(new FileSystemException("a.json", null, "Input/output error")))
        .isEqualTo("Input/output error");
    assertThat(FailureReason.of(new MalformedInputException(1)))
        .isEqualTo("it is not text in UTF-8");
    assertThat(FailureReason.of(new IOException())).isEqualTo("IOException");
  }
}
