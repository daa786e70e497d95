package dev.molly.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.intercept.InterceptDecision.PassThrough;
import dev.molly.intercept.InterceptDecision.Refuse;
import dev.molly.intercept.InterceptDecision.Stage;
import dev.molly.kind.TestKinds;
import dev.molly.model.RegionId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsArgumentsTest {
  private static final String ID = "i-0eb01cfaf16b47eb0";
  private static final String OTHER = "i-0eb01cfaf16b47eb1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "help",
        "--version",
        "ec2",
        "ec2 describe-instances --region eu-west-1",
        "ec2 terminate-instances help",
        "ec2 terminate-instances help --region eu-west-1",
        "rds delete-db-instance help",
        "s3 rb help",
        "ec2 terminate-instances --generate-cli-skeleton",
        "ec2 terminate-instances --generate-cli-skeleton input --region eu-west-1",
        "rds delete-db-cluster --generate-cli-skeleton=yaml-input",
        "ec2 describe-tags --filters terminate-instances",
        "--query terminate-instances ec2 describe-instances",
        "--profile rb s3 ls",
        "--region=eu-west-1 s3 ls rb",
        "s3control delete-bucket --account-id 111122223333 --bucket b",
        "ec2 delete-fleets --fleet-ids f --terminate-instances",
        "cloudcontrol delete-resource --type-name AWS::SNS::Topic --identifier x",
        "--unknown x s3 ls",
        "ssm send-command --parameters @file",
      })
  void whatDestroysNothingPassesThrough(String line) {
    assertThat(read(line)).isEqualTo(new PassThrough());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ec2 terminate-instances --instance-ids i-0eb01cfaf16b47eb0 | i-0eb01cfaf16b47eb0",
        "ec2 terminate-instances --instance-id i-0eb01cfaf16b47eb0 | i-0eb01cfaf16b47eb0",
        "ec2 terminate-instances --instance-ids=i-0eb01cfaf16b47eb0 | i-0eb01cfaf16b47eb0",
        "ec2 terminate-instances --inst i-12345678 i-12345679 | i-12345678 i-12345679",
        "ec2 terminate-instances --instance-ids i-12345678 i-12345678 | i-12345678",
        "ec2 terminate-instances --instance-ids [\"i-12345678\",\"i-12345679\"] | i-12345678"
            + " i-12345679",
        "--debug ec2 --no-cli-pager terminate-instances --instance-ids i-12345678 | i-12345678",
        "--reg eu-west-1 ec2 terminate-instances --instance-ids i-12345678 | i-12345678",
        "ec2 terminate-instances --cli-input-json {\"InstanceIds\":[\"i-12345678\"]} | i-12345678",
        "ec2 terminate-instances --cli-input-json file://ids.json | i-0000000f",
        "ec2 terminate-instances --cli-input-json file://ids.json --instance-ids i-12345678 |"
            + " i-12345678",
        "rds delete-db-instance --db-instance-identifier Orders --skip-final-snapshot | orders",
        "rds delete-db-instance --db-i orders --final-db-snapshot-identifier last | orders",
        "rds delete-db-cluster --db-cluster-identifier c --no-delete-automated-backups | c",
        "rds delete-db-cluster --cli-input-json"
            + " {\"DBClusterIdentifier\":\"c\",\"SkipFinalSnapshot\":true} | c",
        "s3api delete-bucket --bucket my.bucket --expected-bucket-owner 111122223333 | my.bucket",
        "s3 rb s3://my-bucket | my-bucket",
        "s3 rb s3://my-bucket/ --force | my-bucket",
        "s3 rb --force s3://my-bucket | my-bucket",
        "s3 --region eu-west-1 rb s3://my-bucket | my-bucket",
      })
  void whatDestroysIsStaged(String line, String identifiers) {
    assertThat(staged(line).identifiers()).containsExactly(identifiers.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ec2 terminate-instances | does not say which",
        "ec2 terminate-instances --instance-ids | too little",
        "ec2 terminate-instances --instance-ids --region eu-west-1 i-12345678 | too little",
        "ec2 terminate-instances i-12345678 | belongs to no option",
        "ec2 terminate-instances --instance-ids i-12345678 --region eu-west-1 i-12345679 | belongs"
            + " to no option",
        "ec2 terminate-instances --instance-ids i-12345678 --instance-ids i-12345679 | given twice",
        "ec2 terminate-instances --instance-ids web-01 | cannot be the identifier",
        "ec2 terminate-instances --instance-ids file://ids | cannot be the identifier",
        "ec2 terminate-instances --instance-ids [\"i-12345678\",1] | no list of texts",
        "ec2 terminate-instances --instance-ids [\"i-12345678\" | no JSON",
        "ec2 terminate-instances --instance-ids [] | does not say which",
        "ec2 terminate-instances --instance-ids i-12345678 --dry-run --no-dry-run | both given",
        "ec2 terminate-instances --instance-ids i-12345678 --forse | did you mean '--force'",
        "ec2 terminate-instances --instance-ids i-12345678 --no | can be any of",
        "ec2 terminate-instances --instance-ids i-12345678 --debug=1 | too much",
        "ec2 terminate-instances --instance-ids i-12345678 -- --dry-run | no option '--' is known",
        "ec2 terminate-instances --instance-ids i-12345678 --cli-input-yaml file://x | YAML",
        "ec2 terminate-instances --instance-ids i-12345678 --no-sign-request | no place here",
        "ec2 terminate-instances --instance-ids i-12345678 --endpoint-url localhost | no URL",
        "ec2 terminate-instances --instance-ids i-12345678 --region mars | a region looks like",
        "ec2 terminate-instances --cli-input-json file://no.json | no file file://no.json",
        "ec2 terminate-instances --cli-input-json {\"InstanceIds\":[\"i-12345678\"],\"X\":1} | has"
            + " 'X'",
        "ec2 terminate-instances --cli-input-json {\"InstanceIds\":\"i-12345678\"} | no list of"
            + " texts",
        "ec2 terminate-instances --cli-input-json {\"DryRun\":1,\"DryRun\":2} | no JSON",
        "ec2 terminate-instances --cli-input-json {}{} | no JSON",
        "ec2 terminate-instances --generate-cli-skeleton all | no skeleton",
        "ec2 terminate-instances help --instance-ids i-12345678 | belongs to no option",
        "rds delete-db-instance --db-instance-identifier arn:aws:rds:eu-west-1:1:db:x | cannot be",
        "s3 rb my-bucket | takes one bucket",
        "s3 rb s3://my-bucket/key | cannot be the identifier",
        "s3 rb s3://my-bucket s3://other | takes one bucket",
        "s3 rb s3://my-bucket --generate-cli-skeleton | no option",
        "s3api delete-bucket --bucket my-bucket --expected-bucket-owner me | twelve digits",
        "neptune delete-db-instance --db-instance-identifier x | rds-instance too",
        "docdb delete-db-cluster --db-cluster-identifier x | rds-cluster too",
        "cloudcontrol delete-resource --type-name AWS::EC2::Instance --identifier x | what"
            + " molly retires too",
        "cloudcontrol delete-resource --type-name=aws::s3::bucket --identifier x | what"
            + " molly retires too",
        "cloudcontrol delete-resource --cli-input-json file://x | AWS::S3::Bucket",
        "--instance-ids ec2 terminate-instances i-12345678 | not understood there",
        "ec2 --instance-ids i-12345678 terminate-instances | not understood there",
        "--force s3 rb s3://my-bucket | not understood there",
        "-- ec2 terminate-instances --instance-ids i-12345678 | not understood there",
        "--no ec2 terminate-instances --instance-ids i-12345678 | not understood there",
        "--region --debug ec2 terminate-instances --instance-ids i-12345678 | not understood there",
      })
  void whatIsNotUnderstoodIsRefused(String line, String why) {
    var refusal = (Refuse) read(line);

    assertThat(refusal.why()).contains(why).endsWith("Nothing was done");
    assertThat(refusal.next()).isNotBlank();
  }

  @Test
  void takesWhereFromTheArgumentsBeforeTheEnvironment() {
    DeleteRequest staged =
        stagedIn(
            Map.of("AWS_REGION", "eu-west-1"),
            "ec2 terminate-instances --instance-ids i-12345678 --region us-east-1 --profile p"
                + " --endpoint-url http://localhost:5000");

    assertThat(staged.where())
        .isEqualTo(
            new DeleteRequest.Location(
                Optional.of(new RegionId("us-east-1")),
                Optional.of("p"),
                Optional.of(URI.create("http://localhost:5000")),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_REGION", "AWS_DEFAULT_REGION"})
  void takesTheRegionFromWhereTheCliFindsIt(String variable) {
    DeleteRequest staged = stagedIn(Map.of(variable, "eu-west-1"), "s3 rb s3://my-bucket");

    assertThat(staged.where().region()).contains(new RegionId("eu-west-1"));
  }

  @Test
  void doesNotGuessBetweenTwoRegionsOrProfiles() {
    var regions = Map.of("AWS_REGION", "eu-west-1", "AWS_DEFAULT_REGION", "us-east-1");
    var profiles = Map.of("AWS_DEFAULT_PROFILE", "p");

    assertThat(readIn(regions, "s3 rb s3://my-bucket")).isInstanceOf(Refuse.class);
    assertThat(readIn(profiles, "s3 rb s3://my-bucket")).isInstanceOf(Refuse.class);
    assertThat(readIn(regions, "s3 rb s3://my-bucket --region eu-west-1"))
        .isInstanceOf(Stage.class);
    assertThat(readIn(profiles, "s3 rb s3://my-bucket --profile p")).isInstanceOf(Stage.class);
  }

  /// Only version 2 of the AWS CLI reads AWS_REGION.
  @Test
  void doesNotGuessBetweenTheRegionOfTheEnvironmentAndThatOfTheProfile() {
    var region = Map.of("AWS_REGION", "us-east-1");
    var both = Map.of("AWS_REGION", "us-east-1", "AWS_DEFAULT_REGION", "us-east-1");
    String delete = "ec2 delete-snapshot --snapshot-id snap-1";

    assertThat(readIn(region, delete)).isInstanceOf(Refuse.class);
    assertThat(readIn(region, "s3 rb s3://my-bucket")).isInstanceOf(Refuse.class);
    assertThat(readIn(Map.of("AWS_REGION", "eu-west-1"), delete + " --profile p"))
        .isInstanceOf(Refuse.class);
    assertThat(readIn(Map.of("AWS_REGION", "eu-west-3"), delete + " --profile p"))
        .isInstanceOf(InterceptDecision.Ask.class);
    assertThat(readIn(region, delete + " --region us-east-1"))
        .isInstanceOf(InterceptDecision.Ask.class);
    assertThat(readIn(both, delete)).isInstanceOf(InterceptDecision.Ask.class);
  }

  /// Which of its settings apply, and whether AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is set, is the
  /// SDK's to say.
  @Test
  void asksTheEndpointThatTheSdkFindsUnlessOneIsNamed() {
    var environment =
        Map.of(
            "AWS_ENDPOINT_URL", "http://localhost:1", "AWS_ENDPOINT_URL_EC2", "http://localhost:2");
    String delete = "ec2 delete-snapshot --region eu-west-1 --snapshot-id snap-1";

    var found = (InterceptDecision.Ask) readIn(environment, delete);
    var named =
        (InterceptDecision.Ask) readIn(environment, delete + " --endpoint-url http://localhost:3");

    assertThat(found.where().origin(environment).endpoint()).isEmpty();
    assertThat(named.where().origin(environment).endpoint())
        .contains(URI.create("http://localhost:3"));
  }

  @Test
  void saysWhatIsDoneOtherwise() {
    assertThat(staged("s3 rb s3://my-bucket --force --query x").notes())
        .hasSize(2)
        .anyMatch(note -> note.contains("not emptied"));
    assertThat(
            staged(
                    "rds delete-db-instance --db-instance-identifier x --skip-final-snapshot"
                        + " --delete-automated-backups")
                .notes())
        .containsExactly("a final snapshot is taken all the same", "automated backups are kept");
    assertThat(staged("ec2 terminate-instances --instance-ids i-12345678 --force").notes())
        .hasSize(1);
    assertThat(staged("ec2 terminate-instances --instance-ids i-12345678").notes()).isEmpty();
  }

  @Test
  void aDryRunIsOneOfMollys() {
    String command = "ec2 terminate-instances --instance-ids i-12345678";
    String inJson = " --cli-input-json {\"DryRun\":true}";

    assertThat(staged(command).dryRun()).isFalse();
    assertThat(staged(command + " --dry-run").dryRun()).isTrue();
    assertThat(staged(command + inJson).dryRun()).isTrue();
    assertThat(staged(command + " --no-dry-run" + inJson).dryRun()).isFalse();
  }

  @Test
  void tellsRetireAllItNeeds() {
    assertThat(
            staged(
                    "s3api delete-bucket --bucket my-bucket --expected-bucket-owner 111122223333"
                        + " --region eu-west-1 --profile p")
                .retireArguments())
        .containsExactly(
            "my-bucket",
            "--kind",
            "s3-bucket",
            "--region",
            "eu-west-1",
            "--profile",
            "p",
            "--account",
            "111122223333",
            "--apply");
    assertThat(
            staged("ec2 terminate-instances --dry-run --instance-ids i-12345678").retireArguments())
        .containsExactly("i-12345678", "--kind", "ec2-instance");
  }

  @Test
  void anEndpointOfAwssIsForItsServiceOnlyAndAStandInsForAll() {
    assertThat(staged("s3 rb s3://bbb --endpoint-url http://localhost:1").endpointProperties())
        .containsOnlyKeys("aws.endpointUrl", "aws.endpointUrlS3");
    assertThat(
            staged("s3 rb s3://bbb --endpoint-url https://x.s3.eu-west-1.vpce.amazonaws.com")
                .endpointProperties())
        .containsOnlyKeys("aws.endpointUrlS3");
    assertThat(staged("s3 rb s3://bbb").endpointProperties()).isEmpty();
  }

  static Stream<Arguments> globalOptions() {
    return CliOption.GLOBAL.stream()
        .filter(option -> !option.name().matches("--(no-sign-request|version|cli-auto-prompt)"))
        .flatMap(
            option ->
                Stream.of(
                    Arguments.of(option, 0),
                    Arguments.of(option, 1),
                    Arguments.of(option, 2),
                    Arguments.of(option, 4)));
  }

  @ParameterizedTest
  @MethodSource("globalOptions")
  void everyGlobalOptionIsUnderstoodWhereverItStands(CliOption option, int at) {
    var line = new ArrayList<>(List.of("ec2", "terminate-instances", "--instance-ids", ID));
    boolean takesOne = option.takes() == CliOption.Takes.ONE;
    line.addAll(at, takesOne ? List.of(option.name(), valueOf(option)) : List.of(option.name()));

    assertThat(AwsArguments.read(TestKinds.ALL, line, around(Map.of()))).isInstanceOf(Stage.class);
  }

  private static String valueOf(CliOption option) {
    return switch (option.name()) {
      case "--endpoint-url" -> "https://localhost";
      case "--region" -> "eu-west-1";
      default -> "10";
    };
  }

  static Stream<List<String>> destructive() {
    return Stream.of(
        List.of("ec2", "terminate-instances", "--instance-ids", ID, OTHER),
        List.of("rds", "delete-db-instance", "--db-instance-identifier", "x"),
        List.of("rds", "delete-db-cluster", "--db-cluster-identifier", "x"),
        List.of("s3api", "delete-bucket", "--bucket", "bbb"),
        List.of("s3", "rb", "s3://bbb"));
  }

  /// Whatever is put wherever: an option it does not know, a lone word, what ends the options.
  @ParameterizedTest
  @MethodSource("destructive")
  void noWordThatIsAddedMakesADestructiveCommandPass(List<String> command) {
    var words = new ArrayList<>(List.of("--", "-", "-x", "--xyz", "--xyz=1", "x", "", "--no", "é"));
    CliOption.GLOBAL.forEach(option -> words.add(option.name()));
    DestructiveCommands.of(TestKinds.ALL).all().stream()
        .flatMap(each -> each.options().stream())
        .map(CliOption::name)
        .filter(name -> !name.equals("--generate-cli-skeleton"))
        .forEach(words::add);

    for (String word : words) {
      for (int at = 2; at <= command.size(); at++) {
        var line = new ArrayList<>(command);
        line.add(at, word);
        assertThat(AwsArguments.read(TestKinds.ALL, line, around(Map.of())))
            .as(line.toString())
            .isNotInstanceOf(PassThrough.class);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("destructive")
  void anUnknownOptionIsRefusedWhereverItStands(List<String> command) {
    for (int at = 0; at <= command.size(); at++) {
      var line = new ArrayList<>(command);
      line.add(at, "--xyz");

      assertThat(AwsArguments.read(TestKinds.ALL, line, around(Map.of())))
          .as(line.toString())
          .isInstanceOf(Refuse.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nuke i-12345678",
        "nuke-shell",
        "sure i-12345678",
        "e terminate-instances --instance-ids i-12345678",
        "ec2 ti --instance-ids i-12345678",
        "--region eu-west-1 nuke i-12345678",
        "--unknown nuke i-12345678",
        "indented",
        "long i-12345678",
        "quoted i-12345678",
        "escaped i-12345678",
        "quoted-shell",
        "cut-shell",
        "made-shell",
        "open i-12345678",
        "behind-a-comment i-12345678",
      })
  void anAliasThatMayHideADestructiveCommandIsRefused(String line) {
    assertThat(read(line, ALIASES)).isInstanceOf(Refuse.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whoami",
        "e describe-instances",
        "--profile nuke s3 ls",
        "s3 ls nuke",
        "top-shell web",
        "said"
      })
  void anyOtherAliasPassesThrough(String line) {
    assertThat(read(line, ALIASES)).isEqualTo(new PassThrough());
  }

  @ParameterizedTest
  @CsvSource({
    "ec2 delete-snapshot --snapshot-id snap-1 --region eu-west-1, snap-1",
    "--region eu-west-1 ec2 delete-snapshot --snapshot snap-1, snap-1",
    "ec2 delete-volume --volume-id=vol-1, vol-1",
    "rds delete-db-snapshot --db-snapshot-identifier s, s",
    "docdb delete-db-cluster-snapshot --db-cluster-snapshot-identifier s, s",
    "s3api delete-object --bucket bbb --key k, bbb",
    "s3api delete-objects --bucket bbb --delete Objects=[{Key=k}], bbb",
    "s3 rm s3://bbb/some/key --recursive, bbb",
    "s3 rm --recursive --exclude * s3://bbb, bbb",
    "kms schedule-key-deletion --key-id k --pending-window-in-days 7, k",
    "cloudformation delete-stack --stack-name web, web",
    "ec2 delete-snapshot --cli-input-json {\"SnapshotId\":\"snap-1\"}, snap-1",
  })
  void whatMollyMayRelyOnIsAskedAboutFirst(String line, String identifier) {
    assertThat(read(line))
        .isInstanceOfSatisfying(
            InterceptDecision.Ask.class, ask -> assertThat(ask.identifier()).isEqualTo(identifier));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2 delete-snapshot",
        "ec2 delete-snapshot --snapshot-id snap-1 --xyz",
        "ec2 delete-snapshot --snapshot-id snap-1 snap-2",
        "ec2 delete-snapshot --snapshot-id snap-1 --snapshot-id snap-2",
        "ec2 delete-snapshot --cli-input-yaml file://x",
        "ec2 delete-snapshot --snapshot-id file://id.txt",
        "kms schedule-key-deletion --key-id=fileb://id.txt",
        "cloudformation delete-stack --stack-name https://example.org/name",
        "s3 rm bbb",
        "s3 rm s3://bbb s3://ccc",
      })
  void whatMollyMayRelyOnIsRefusedWhenItIsNotUnderstood(String line) {
    assertThat(read(line)).isInstanceOf(Refuse.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2 delete-snapshot help",
        "s3api delete-object --generate-cli-skeleton",
        "fsx delete-volume --volume-id fsvol-1",
        "s3 cp rm s3://bbb",
        "s3 ls",
      })
  void whatDestroysNothingOfThatPasses(String line) {
    assertThat(read(line)).isEqualTo(new PassThrough());
  }

  private static final CliAliases ALIASES =
      CliAliases.parse(
          """
          # ours
          [toplevel]
            indented = s3 rb s3://b
          whoami = sts get-caller-identity
          nuke = ec2 terminate-instances --instance-ids
          Sure: nuke
          nuke-shell =
            !f() {
              aws ec2 terminate-instances --instance-ids "$1"
            }; f
          long = ec2
            terminate-instances --instance-ids
          e = ec2
          quoted = ec2 termi"nate-insta"nces --instance-ids
          escaped = 'e'c2 termi\\nate-instances --instance-ids
          quoted-shell = !aws ec2 termi'nate'-instances --instance-ids i-1
          cut-shell = !aws ec2 termi\\
            nate-instances --instance-ids i-1
          made-shell = !x=nate; aws ec2 "termi$x-instances" --instance-ids i-1
          open = sts get-caller-identity --query 'Account
          behind-a-comment =
            # don't
            ec2 terminate-instances --instance-ids
          top-shell = !f() { aws ec2 describe-instances --filters "Name=tag:Name,Values=$1"; }; f
          said = sts get-caller-identity --query "Account" # --output 'text'
          [command ec2]
          ti = terminate-instances
          """);

  private static DeleteRequest staged(String line) {
    return stagedIn(Map.of(), line);
  }

  private static DeleteRequest stagedIn(Map<String, String> environment, String line) {
    InterceptDecision read = readIn(environment, line);
    assertThat(read).isInstanceOf(Stage.class);
    return ((Stage) read).request();
  }

  private static InterceptDecision read(String line) {
    return readIn(Map.of(), line);
  }

  private static InterceptDecision read(String line, CliAliases cliAliases) {
    return AwsArguments.read(
        TestKinds.ALL,
        List.of(line.split(" ")),
        new CliEnvironment(
            Map.of(), cliAliases, file -> Optional.empty(), profile -> Optional.empty()));
  }

  private static InterceptDecision readIn(Map<String, String> environment, String line) {
    return AwsArguments.read(TestKinds.ALL, List.of(line.split(" ")), around(environment));
  }

  private static CliEnvironment around(Map<String, String> environment) {
    return new CliEnvironment(
        environment,
        CliAliases.none(),
        file ->
            file.equals(Path.of("ids.json"))
                ? Optional.of("{\"InstanceIds\": [\"i-0000000f\"]}")
                : Optional.empty(),
        profile -> Optional.of(new RegionId(profile.isEmpty() ? "eu-west-1" : "eu-west-3")));
  }
}
