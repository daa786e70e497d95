package dev.molly.report.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import org.junit.jupiter.api.Test;

class ChangeTextTest {
  private static final String DENY = statement("MollyDenyDeleteBucket", "Deny");
  private static final String READ = statement("Read", "Allow");

  @Test
  void showsShortSettingsAsTheyAre() {
    assertThat(text("off", "on")).isEqualTo("off -> on");
    assertThat(text("", "Enabled")).isEqualTo("none -> Enabled");
  }

  @Test
  void namesTheStatementsOfAPolicyThatComeAndGo() {
    assertThat(text("", policy(DENY)))
        .isEqualTo("adds statement MollyDenyDeleteBucket, 0 -> 154 bytes");
    assertThat(text(policy(READ, DENY), policy(READ)))
        .startsWith("removes statement MollyDenyDeleteBucket, ");
    assertThat(text(policy(READ), policy(statement("Read", "Deny"), DENY)))
        .startsWith("changes statement Read, adds statement MollyDenyDeleteBucket, ");
  }

  @Test
  void countsAStatementThatIsThereTwice() {
    assertThat(text(policy(READ, READ), policy(READ))).startsWith("removes statement Read, ");
  }

  @Test
  void readsAPolicyWhoseOneStatementHasNoListAroundIt() {
    String bare = "{\"Version\":\"2012-10-17\",\"Statement\":" + READ + "}";

    assertThat(text(bare, policy(READ, DENY))).startsWith("adds statement MollyDenyDeleteBucket, ");
  }

  @Test
  void saysThatAStatementHasNoName() {
    assertThat(text("", policy(DENY.replace("Sid", "Comment"))))
        .startsWith("adds a statement without a name, ");
  }

  @Test
  void countsEachStatementWithoutAName() {
    String unnamed = DENY.replace("Sid", "Comment");

    assertThat(text(policy(unnamed, unnamed.replace("Get", "Put"), READ), policy(READ)))
        .startsWith("removes a statement without a name, removes a statement without a name, ");
  }

  @Test
  void saysThatAPolicyChangesBesideItsStatements() {
    assertThat(text(policy(READ), policy(READ, DENY).replace("2012", "2008")))
        .contains("adds statement MollyDenyDeleteBucket, changes more than statements, ");
  }

  @Test
  void claimsNothingOfWhatIsNoPolicy() {
    String twice = policy(READ).replace("{\"Version\"", "{\"Statement\":[],\"Version\"");

    assertThat(text("x".repeat(100), "y".repeat(2_000))).isEqualTo("100 -> 2,000 bytes");
    assertThat(text("{\"a\":1}", policy(READ))).doesNotContain("statement");
    assertThat(text(twice, policy(DENY))).doesNotContain("statement");
    assertThat(text("{\"Statement\":\"none\"}", policy(DENY))).doesNotContain("statement");
    assertThat(text(policy(DENY) + "{}", policy(READ))).doesNotContain("statement");
  }

  @Test
  void saysWhatBecomesOfARecordAndOfAResource() {
    assertThat(line("retirement", "", "molly:retire=v=1"))
        .isEqualTo("write the retirement record (tags)");
    assertThat(line("retirement", "a=1", "a=2")).isEqualTo("update the retirement record (tags)");
    assertThat(line("retirement", "a=1", "")).isEqualTo("remove the retirement record (tags)");
    assertThat(line("claim", "", "a=1"))
        .isEqualTo("write the announcement of the deletion (a tag)");
    assertThat(line("existence", "there", "gone")).isEqualTo("delete the bucket (irreversible)");
    assertThat(line("versioning", "Enabled", "Suspended"))
        .isEqualTo("versioning: Enabled -> Suspended");
  }

  private static String line(String control, String from, String to) {
    return ChangeText.line(change(control, from, to));
  }

  private static String text(String from, String to) {
    return ChangeText.of(change("deny-delete", from, to));
  }

  private static Change change(String control, String from, String to) {
    var id =
        new ResourceId(
            new KindId("s3-bucket"),
            new AccountId("111122223333"),
            new RegionId("eu-west-1"),
            "orders");
    var bucket = new ResourceRef(id, "orders", "orders", "arn:aws:s3:::orders");
    return new Change(bucket, new ControlId(control), from, to);
  }

  private static String statement(String sid, String effect) {
    return """
    {"Sid":"%s","Effect":"%s","Principal":"*","Action":"s3:Get*","Resource":"arn:aws:s3:::orders"}\
    """
        .formatted(sid, effect);
  }

  private static String policy(String... statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }
}
