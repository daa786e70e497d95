package dev.molly.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the locale is one for the whole process")
class AppTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void putBack() {
    Locale.setDefault(before);
  }

  /// A printed `--limit ۲` is refused, and so is a molly.yaml with that number.
  @Test
  void numbersArePrintedInDigitsThatOptionsAndFilesTake() {
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));

    App.ofProcess(() -> false);

    assertThat("--limit %d".formatted(25)).isEqualTo("--limit 25");
  }
}
