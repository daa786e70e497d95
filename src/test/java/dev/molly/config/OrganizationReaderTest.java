package dev.molly.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountSelector;
import dev.molly.model.OrganizationScope;
import dev.molly.model.UserError;
import dev.molly.text.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationReaderTest {
  @TempDir private Path folder;

  @Test
  void readsAllThatTheSectionCanSay() throws IOException {
    var scope =
        load("""
        role: audit/molly-scan
          write-role: molly-change
          external-id: abc
          include:
            - { ou: /Workloads/Prod, name: "web-*" }
            - { id: 012345678901 }
          exclude: [{ tags: { stage: test*, old: true } }]
        """)
            .organization();

    assertThat(scope)
        .contains(
            new OrganizationScope(
                "audit/molly-scan",
                Optional.of("abc"),
                Optional.of("molly-change"),
                List.of(
                    new AccountSelector(
                        Optional.empty(),
                        Optional.of(new Glob("web-*")),
                        Optional.of("/Workloads/Prod"),
                        Map.of()),
                    new AccountSelector(
                        Optional.of(new AccountId("012345678901")),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of())),
                List.of(
                    new AccountSelector(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("stage", new Glob("test*"), "old", new Glob("true"))))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          external-id: a                                 | needs 'role'
          role: "arn:aws:iam::111122223333:role/molly"   | which each account has
          role: molly\\n  include: []                     | 'include' is a list
          role: molly\\n  include: [{}]                   | needs one of id, name, ou, tags
          role: molly\\n  include: [{ ou: Prod }]         | the path of an organizational unit
          role: molly\\n  exclude: [{ ou: /Prod/ }]       | organizational unit
          role: molly\\n  exclude: [{ id: 12 }]           | twelve digits
          role: molly\\n  exclude: [{ tag: a }]           | did you mean 'tags'
          role: molly\\n  exclude: [{ tags: {} }]         | 'tags' is keys and values
          """)
  void refusesWhatItCannotRead(String section, String problem) {
    var thrown = catchThrowableOfType(UserError.class, () -> load(section.replace("\\n", "\n")));

    assertThat(thrown.getMessage()).contains(problem);
  }

  @Test
  void aMemberIsEnteredByTheOrganizationsRoleUnlessTheConfigNamesItsOwn() throws IOException {
    Config config =
        load("""
        role: molly-scan
        accounts:
          - { id: "111122223333", name: prod, role: other }
        """)
            .withMembers(List.of(new AccountId("111122223333"), new AccountId("444455556666")));

    assertThat(config.accounts())
        .extracting(AccountRef.Configured::name)
        .containsExactly("prod", "444455556666");
    assertThat(config.accounts().getLast().inPartition("aws-cn").role())
        .contains("arn:aws-cn:iam::444455556666:role/molly-scan");
  }

  private Config load(String section) throws IOException {
    String text = "version: 1\norganization:\n  " + section + "\n";
    return ConfigLoader.load(Files.writeString(folder.resolve("molly.yaml"), text));
  }
}
