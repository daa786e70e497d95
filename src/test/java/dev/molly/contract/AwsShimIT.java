package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.intercept.ShimScript;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// `aws` with molly's shim in front of it on the `PATH`, as a shell would run it, against moto.
@Tag(Engine.MOTO)
@Order(2)
class AwsShimIT {
  private static final Path MOLLY = Path.of("bin", "molly").toAbsolutePath();

  private static final AccountId OTHER = new AccountId("444455556666");

  private static final String BUCKET = "molly-shim-it";

  @TempDir Path folder = Path.of("");

  /// What a test sets beside what all have.
  final Map<String, String> settings = new TreeMap<>();

  private final MotoEngine moto = MotoEngine.orSkip();
  private final AccountRegion where = new AccountRegion(moto.own(), new RegionId("eu-west-1"));
  private String path = "";

  record Ran(int exitCode, String out, String err) {}

  @BeforeEach
  void putTheShimInFront() {
    path = realAws().getParent() + File.pathSeparator + System.getenv().getOrDefault("PATH", "");
    moto.reset();
    Path shim = folder.resolve("shim");
    new ShimScript(shim).install(MOLLY);
    path = shim + File.pathSeparator + path;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "ec2 describe-instances --output json",
        "ec2 describe-instances --output text --query Reservations[].Instances[].InstanceId",
        "ec2 describe-instances --instance-ids i-0eb01cfaf16b47eb0",
        "ec2 no-such-operation",
        "ec2 terminate-instances --generate-cli-skeleton",
        "s3api head-bucket --bucket molly-no-such-bucket",
        "",
      })
  void whatDestroysNothingIsAsIfMollyWereNotThere(String line)
      throws IOException, InterruptedException {
    anInstance();

    assertPasses(line);
  }

  void assertPasses(String line) throws IOException, InterruptedException {
    Ran guarded = run(command("aws", line));
    Ran plain = run(command(realAws().toString(), line));

    assertThat(guarded).isEqualTo(plain);
  }

  @Test
  void stdinIsReadByTheRealAws() throws IOException, InterruptedException {
    moto.create(where, Seed.bucket(BUCKET));
    Path content = Files.writeString(folder.resolve("content"), "some words\n");

    var copy = List.of("aws", "s3", "cp", "-", "s3://" + BUCKET + "/key");
    Ran copied = finish(builder(copy).redirectInput(content.toFile()).start());

    assertThat(copied.exitCode()).isZero();
    assertThat(moto.s3(where).getObjectAsBytes(r -> r.bucket(BUCKET).key("key")).asUtf8String())
        .isEqualTo("some words\n");
  }

  @Test
  void withNobodyToAskNothingIsTerminated() throws IOException, InterruptedException {
    String id = anInstance();

    Ran ran = run("aws", "ec2", "terminate-instances", "--instance-ids", id);

    assertRuns(id);
    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.out()).contains(id, "final-copy", "REFUSED", "it was not confirmed");
    assertThat(ran.err()).doesNotContain("\tat ");
  }

  String anInstance() {
    return moto.create(where, Seed.instance());
  }

  void assertRuns(String id) {
    assertThat(
            moto.ec2(where).describeInstances(r -> r.instanceIds(id)).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream()))
        .extracting(instance -> instance.state().nameAsString())
        .containsExactly("running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--force", "--endpoint-urk http://localhost:1", "s3://another"})
  void whatIsNotUnderstoodIsRefusedAndTheBucketStays(String more)
      throws IOException, InterruptedException {
    moto.create(where, Seed.bucket(BUCKET));

    Ran ran = run(command("aws", "s3 rb s3://" + BUCKET + " " + more));

    assertThat(ran.exitCode()).isIn(2, 3);
    assertThat(moto.s3(where).headBucket(r -> r.bucket(BUCKET))).isNotNull();
  }

  @Test
  void aFinalCopyIsNotDeletedAndAnyOtherSnapshotIs() throws IOException, InterruptedException {
    String copy = snapshot(where, "molly:copy-of", "i-0eb01cfaf16b47eb0");
    String other = snapshot(where, "env", "test");

    Ran kept = run("aws", "ec2", "delete-snapshot", "--snapshot-id", copy);
    Ran deleted = run("aws", "ec2", "delete-snapshot", "--snapshot-id", other);

    assertThat(kept.exitCode()).isEqualTo(3);
    assertThat(kept.err())
        .contains(copy + " is a final copy of i-0eb01cfaf16b47eb0, which molly took")
        .contains(
            "aws sts get-caller-identity", "--resources " + copy + " --tags Key=molly:copy-of");
    assertThat(deleted.exitCode()).isZero();
    assertThat(moto.ec2(where).describeSnapshots(r -> r.ownerIds("self")).snapshots())
        .extracting(Snapshot::snapshotId)
        .contains(copy)
        .doesNotContain(other);
  }

  /// The profile leads into another account than the keys in the environment.
  @Test
  void aFinalCopyInTheAccountOfANamedProfileIsNotDeleted()
      throws IOException, InterruptedException {
    profile("other", OTHER);
    var there = new AccountRegion(OTHER, where.region());
    String copy = snapshot(there, "molly:copy-of", "i-0eb01cfaf16b47eb0");

    Ran kept = run(command("aws", "--profile other ec2 delete-snapshot --snapshot-id " + copy));

    assertThat(kept.exitCode()).isEqualTo(3);
    assertThat(kept.err()).contains(copy + " is a final copy", "= " + OTHER + " &&");
  }

  /// The file of the AWS CLI with the keys for an account.
  private void profile(String name, AccountId account) throws IOException {
    var keys = (AwsSessionCredentials) moto.aws().credentials(account);
    Files.writeString(
        Files.createDirectories(folder.resolve(".aws")).resolve("credentials"),
        """
        [%s]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        aws_session_token = %s
        """
            .formatted(name, keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
  }

  /// A script, since this process may not be able to pass on such letters, either.
  @Test
  void inALocaleWithoutItsLettersTheObjectIsDeletedThatWasNamed()
      throws IOException, InterruptedException {
    moto.create(where, Seed.bucket(BUCKET));
    for (String key : List.of("pr\u00e4", "pr??")) {
      moto.s3(where).putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString("words"));
    }
    Path script =
        Files.writeString(folder.resolve("rm.sh"), "aws s3 rm s3://" + BUCKET + "/pr\u00e4\n");
    settings.put("LC_ALL", "C");

    Ran ran = run("sh", script.toString());

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(moto.s3(where).listObjectsV2(r -> r.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly("pr??");
  }

  @Test
  void whatIsDeletedIsInTheAccountOfAwsWhateverAccountsTheConfigNames()
      throws IOException, InterruptedException {
    for (AccountId account : List.of(moto.own(), OTHER)) {
      moto.create(new AccountRegion(account, where.region()), Seed.database("orders"));
    }
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts: [{ id: "%s", name: prod, role: molly }]
        regions: [us-east-1]
        """
            .formatted(OTHER));

    Ran ran = run(command("aws", "rds delete-db-instance --db-instance-identifier orders"));

    assertThat(ran.out())
        .contains("account " + moto.own() + ", eu-west-1", "orders (rds-instance)")
        .doesNotContain(OTHER.value());
    assertThat(ran.err()).contains("config: ./molly.yaml");
  }

  private String snapshot(AccountRegion there, String key, String value) {
    Ec2Client ec2 = moto.ec2(there);
    String volume =
        ec2.createVolume(r -> r.size(1).availabilityZone(there.region() + "a")).volumeId();
    var tags =
        TagSpecification.builder()
            .resourceType(ResourceType.SNAPSHOT)
            .tags(
                software.amazon.awssdk.services.ec2.model.Tag.builder()
                    .key(key)
                    .value(value)
                    .build())
            .build();
    return ec2.createSnapshot(r -> r.volumeId(volume).tagSpecifications(tags)).snapshotId();
  }

  @Test
  void whatIsInARetiredBucketIsNotDeleted() throws IOException, InterruptedException {
    S3Client s3 = moto.s3(where);
    moto.create(where, Seed.bucket(BUCKET).tagged("molly:retire", "v=1"));
    s3.putObject(r -> r.bucket(BUCKET).key("key"), RequestBody.fromString("some words"));
    String rm = "s3 rm s3://" + BUCKET + " --recursive";

    Ran kept = run(command("aws", rm));
    s3.deleteBucketTagging(r -> r.bucket(BUCKET));
    Ran deleted = run(command("aws", rm));

    assertThat(kept.exitCode()).isEqualTo(3);
    assertThat(kept.err()).contains("bucket " + BUCKET + " is retired", "molly restore " + BUCKET);
    assertThat(deleted.exitCode()).isZero();
    assertThat(deleted.out()).contains("delete: s3://" + BUCKET + "/key");
  }

  @Test
  void whatIsDoneOtherwiseIsSaidOnce() throws IOException, InterruptedException {
    Ran ran =
        run(
            command(
                "aws", "rds delete-db-instance --db-instance-identifier x --skip-final-snapshot"));

    assertThat(ran.err().lines().filter(line -> line.contains("a final snapshot is taken")))
        .hasSize(1);
  }

  @Test
  void anAliasThatHidesATerminationIsRefused() throws IOException, InterruptedException {
    Path aliases = Files.createDirectories(folder.resolve(".aws/cli")).resolve("alias");
    Files.writeString(
        aliases, "[toplevel]\nnuke = ec2 terminate-instances --instance-ids\nwho = sts help\n");

    Ran ran = run("aws", "nuke", "i-0eb01cfaf16b47eb0");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("'nuke' is an alias");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void aSignalIsTheRealAwss(String signal) throws IOException, InterruptedException {
    DefaultSignals.orSkip(signal);
    Path real = program("real", "echo started; exec sleep infinity");
    path =
        folder.resolve("shim") + File.pathSeparator + real.getParent() + File.pathSeparator + path;
    Process process =
        builder(List.of("aws", "s3", "ls")).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
    assertThat(process.inputReader().readLine()).isEqualTo("started");

    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();

    int number = Map.of("INT", 2, "TERM", 15, "HUP", 1).getOrDefault(signal, 0);
    assertThat(Patience.ends(process)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + number);
  }

  @Test
  void anAwsThatLeadsBackToTheShimEnds() throws IOException, InterruptedException {
    Path loop = program("loop", "exec aws \"$@\"");
    path =
        folder.resolve("shim") + File.pathSeparator + loop.getParent() + File.pathSeparator + path;

    Ran ran = run("aws", "s3", "ls");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("leads back to molly's shim");
  }

  @Test
  void withoutARealAwsItSaysSo() throws IOException, InterruptedException {
    Path bare = Files.createDirectories(folder.resolve("bare"));
    for (String name : List.of("sh", "env", "dirname", "readlink", "sed", "stty", "cut")) {
      Files.createSymbolicLink(bare.resolve(name), found(name));
    }
    path = folder.resolve("shim") + File.pathSeparator + bare;

    Ran ran = run(folder.resolve("shim/aws").toString(), "s3", "ls");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no AWS CLI on the PATH");
  }

  @Test
  void isInstalledSaysWhetherItIsInFrontAndTakesItselfAway()
      throws IOException, InterruptedException {
    String shim = folder.resolve("shim").toString();
    Files.delete(folder.resolve("shim/aws"));

    Ran installed = run(MOLLY.toString(), "shim", "install", "--dir", shim);
    Ran before = run(MOLLY.toString(), "shim", "status", "--dir", shim);
    Ran removed = run(MOLLY.toString(), "shim", "remove", "--dir", shim);
    Ran after = run(MOLLY.toString(), "shim", "status", "--dir", shim);

    assertThat(installed.exitCode()).as(installed.err()).isZero();
    assertThat(before.exitCode()).isZero();
    assertThat(removed.exitCode()).isZero();
    assertThat(after.exitCode()).isEqualTo(1);
    assertThat(folder.resolve("shim/aws")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"install", "remove"})
  void leavesAFileThatIsNotItsOwn(String what) throws IOException, InterruptedException {
    Path theirs = program("theirs", "echo theirs");

    Ran ran = run(MOLLY.toString(), "shim", what, "--dir", folder.resolve("theirs").toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("is not molly's");
    assertThat(theirs).content().contains("echo theirs");
  }

  /// A program called `aws`.
  private Path program(String in, String script) throws IOException {
    Path file = Files.createDirectories(folder.resolve(in)).resolve("aws");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  /// The AWS CLI that the shim stands in front of.
  Path realAws() {
    return found("aws");
  }

  static Path found(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(each -> Path.of(each, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> Required.missing(name, "there is no " + name + " on the PATH"));
  }

  static String[] command(String program, String line) {
    var words = new ArrayList<>(List.of(program));
    Arrays.stream(line.split(" ")).filter(word -> !word.isEmpty()).forEach(words::add);
    return words.toArray(String[]::new);
  }

  Ran run(String... command) throws IOException, InterruptedException {
    return finish(builder(List.of(command)).start());
  }

  /// Started through `env`, which looks for the program on the `PATH` that it is given.
  private ProcessBuilder builder(List<String> command) {
    var words = new ArrayList<>(List.of(found("env").toString()));
    words.addAll(command);
    var builder =
        new ProcessBuilder(DefaultSignals.starting(words))
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    return builder;
  }

  private Map<String, String> environment() {
    var environment = new TreeMap<>(settings);
    environment.put("PATH", path);
    environment.put("HOME", folder.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PYENV_ROOT", System.getenv().getOrDefault("PYENV_ROOT", home(".pyenv")));
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_DEFAULT_REGION", "eu-west-1");
    environment.put("AWS_ENDPOINT_URL", moto.aws().uri().toString());
    return environment;
  }

  private static String home(String name) {
    return Path.of(System.getProperty("user.home"), name).toString();
  }

  private Ran finish(Process process) throws IOException, InterruptedException {
    try {
      assertThat(Patience.ends(process)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ran(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }
}
