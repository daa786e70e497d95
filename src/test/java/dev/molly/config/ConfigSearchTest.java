package dev.molly.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSearchTest {
  private static final long ANN = 1000;
  private static final long BOB = 1001;

  @TempDir private Path root;
  private Path here;
  private Path settings;

  @BeforeEach
  void folders() throws IOException {
    here = Files.createDirectory(root.resolve("here"));
    settings = Files.createDirectory(root.resolve("settings"));
  }

  @Test
  void theFolderWhereACommandIsTypedCountsForMoreThanTheSettings() throws IOException {
    Path mine = config(settings);
    assertThat(ConfigSearch.find(here, settings)).contains(mine);

    Path nearer = config(here);
    assertThat(ConfigSearch.find(here, settings)).contains(nearer);
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(ConfigSearch.find(here, root.resolve("no/such/folder"))).isEmpty();
  }

  @Test
  void refusesAFileOfTheWrongNameThatWouldNotBeRead() throws IOException {
    config(settings);
    Path misnamed = Files.writeString(here.resolve("molly.yml"), "version: 1\n");

    assertThatThrownBy(() -> ConfigSearch.find(here, settings))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(misnamed + " was found, and is not read")
        .hasMessageContaining("mv %s %s;".formatted(misnamed, here.resolve("molly.yaml")))
        .hasMessageContaining("--config " + misnamed);
  }

  @Test
  void refusesAFileOfTheWrongNameAmongTheSettings() throws IOException {
    Path misnamed = Files.writeString(settings.resolve("molly.yml"), "version: 1\n");

    assertThatThrownBy(() -> ConfigSearch.find(here, settings))
        .hasMessageContaining(misnamed + " was found, and is not read");
  }

  @Test
  void aFileOfTheWrongNameIsNotToReplaceTheOneThatIsThere() throws IOException {
    Path file = config(here);
    Files.writeString(here.resolve("molly.yml"), "version: 1\n");

    assertThatThrownBy(() -> ConfigSearch.find(here, settings))
        .hasMessageContaining("Move what it says into " + file + ", and remove it")
        .hasMessageNotContaining("mv ");
  }

  @Test
  void aFileOfTheWrongNameAmongTheSettingsDoesNotMatterWhereTheFolderHasAConfig()
      throws IOException {
    Path nearer = config(here);
    Files.writeString(settings.resolve("molly.yml"), "version: 1\n");

    assertThat(ConfigSearch.find(here, settings)).contains(nearer);
  }

  @Test
  void aFileHereIsShownAsPeopleWriteIt() {
    assertThat(ConfigSearch.shown(Path.of("molly.yaml"))).isEqualTo("./molly.yaml");
    assertThat(ConfigSearch.shown(Path.of("/etc/molly.yaml"))).isEqualTo("/etc/molly.yaml");
  }

  @Test
  void aLinkThatLeadsNowhereIsFoundSoThatItIsAnError() throws IOException {
    Path link = Files.createSymbolicLink(here.resolve("molly.yaml"), root.resolve("gone"));

    assertThat(ConfigSearch.find(here, settings)).contains(link);
    assertThatThrownBy(() -> ConfigLoader.load(link)).hasMessageContaining("no such file");
  }

  @Test
  void aFolderOfThatNameIsFoundSoThatItIsAnError() throws IOException {
    Path folder = Files.createDirectory(here.resolve("molly.yaml"));

    assertThat(ConfigSearch.find(here, settings)).contains(folder);
    assertThatThrownBy(() -> ConfigLoader.load(folder)).hasMessageContaining("cannot be read");
  }

  @Test
  void refusesAConfigInAFolderThatEveryUserCanWrite() throws IOException {
    config(here);
    Files.setPosixFilePermissions(here, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> ConfigSearch.find(here, settings))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is not used: " + here + " can be written by every user")
        .hasMessageContaining("name it: --config " + here.resolve("molly.yaml"));
  }

  @Test
  void refusesAConfigThatEveryUserCanWrite() throws IOException {
    Path file = config(settings);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThatThrownBy(() -> ConfigSearch.find(here, settings))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file + " can be written by every user");
  }

  @Test
  void looksWhereALinkLeadsTo() throws IOException {
    Path open = Files.createDirectory(root.resolve("open"));
    Files.createSymbolicLink(here.resolve("molly.yaml"), config(open));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> ConfigSearch.find(here, settings))
        .hasMessageContaining("open can be written by every user");
  }

  /// Only root can give a file away.
  @Test
  void refusesAConfigInTheFolderOfAnotherUser() throws IOException {
    assumeTrue(Files.getAttribute(here, "unix:uid").equals(0), "this needs root");
    config(here);
    Files.setAttribute(here, "unix:uid", 12345);

    assertThatThrownBy(() -> ConfigSearch.find(here, settings))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(here + " belongs to another user");
  }

  @ParameterizedTest
  @CsvSource({"1000, 0755", "1000, 0775", "0, 0644"})
  void whatIsTheUsersOwnOrRootsIsTaken(long owner, String mode) {
    assertThat(ConfigSearch.objection(owner, Integer.parseInt(mode, 8), ANN)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1001, 0755", "1000, 0757", "0, 01777", "1000, 0666"})
  void whatAnotherUserOwnsOrCanWriteIsNot(long owner, String mode) {
    assertThat(ConfigSearch.objection(owner, Integer.parseInt(mode, 8), ANN)).isPresent();
  }

  @Test
  void rootDoesNotTakeWhatAUserWrote() {
    assertThat(ConfigSearch.objection(BOB, 0644, 0)).contains("belongs to another user");
  }

  private static Path config(Path folder) throws IOException {
    return Files.writeString(folder.resolve("molly.yaml"), "version: 1\n");
  }
}
