package dev.molly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.Protectable;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.TestKinds;
import dev.molly.model.Control;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The documents that list the kinds list all of them, with their controls.
class KindsInDocumentsTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final String HEADING = "| kind | controls |";

  @Test
  void theReadmeListsEveryKindWithItsControls() throws IOException {
    List<String> rows =
        Files.readString(Path.of("README.md"))
            .lines()
            .dropWhile(line -> !line.equals(HEADING))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).as("the table with the heading " + HEADING).isNotEmpty();

    assertThat(wrong(rows, TestKinds.ALL.all()))
        .as("README.md, in the table '%s': the lines to add or to correct", HEADING)
        .isEmpty();
  }

  @Test
  void namesTheLineThatIsMissing() {
    List<ResourceKind> all = TestKinds.ALL.all();
    ResourceKind image =
        all.stream()
            .filter(kind -> kind.id().value().equals("ec2-image"))
            .findFirst()
            .orElseThrow();

    assertThat(wrong(List.of(), List.of(image)))
        .containsExactly("| `ec2-image` | `deregistration-protection` |");
    assertThat(wrong(List.of("| `ec2-image`, `x` | `deregistration-protection` |"), List.of(image)))
        .isEmpty();
    assertThat(wrong(List.of("| `ec2-image` | `versioning` |"), List.of(image)))
        .containsExactly("| `ec2-image` | `deregistration-protection` |");
  }

  /// Returns the rows that are missing, one for each kind.
  private static List<String> wrong(List<String> rows, List<ResourceKind> kinds) {
    var missing = new ArrayList<String>();
    for (ResourceKind kind : kinds) {
      String id = kind.id().value();
      boolean isThere =
          rows.stream()
              .map(row -> row.split("\\|", -1))
              .filter(cells -> codes(cells[1]).contains(id))
              .anyMatch(
                  cells ->
                      codes(cells[2]).equals(controls(kind).collect(Collectors.toSet()))
                          && cells[2].contains("read only") == isReadOnly(kind));
      if (!isThere) {
        String controls =
            controls(kind).map(each -> "`" + each + "`").collect(Collectors.joining(", "));
        missing.add(
            "| `%s` | %s%s |".formatted(id, controls, isReadOnly(kind) ? ", read only" : ""));
      }
    }
    return missing;
  }

  private static Stream<String> controls(ResourceKind kind) {
    return kind.controls().stream().map(Control::id).map(Object::toString);
  }

  private static boolean isReadOnly(ResourceKind kind) {
    return kind instanceof Protectable able && able.writePermissions().isEmpty();
  }

  private static Set<String> codes(String cell) {
    return new HashSet<>(CODE.matcher(cell).results().map(match -> match.group(1)).toList());
  }
}
