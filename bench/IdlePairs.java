import com.sun.net.httpserver.HttpServer;
import dev.molly.aws.AccountSession;
import dev.molly.aws.SdkAwsAccounts;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import java.lang.management.ManagementFactory;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// How much heap account-region pairs take that do nothing: a session in each account, and in each
/// region the clients of five services. STS is a server in this process.
///
/// `java -cp CLASSES bench/IdlePairs.java ACCOUNTS REGIONS`
static final Pattern ROLE = Pattern.compile("RoleArn=arn%3Aaws%3Aiam%3A%3A(\\d{12})");
static final Pattern KEY = Pattern.compile("Credential=KEYOF(\\d{12})/");

static final List<Class<? extends SdkClient>> SERVICES =
    List.of(
        Ec2Client.class,
        RdsClient.class,
        S3Client.class,
        DynamoDbClient.class,
        CloudFormationClient.class);

void main(String[] arguments) throws IOException {
  int accounts = Integer.parseInt(arguments[0]);
  List<RegionId> regions =
      Region.regions().stream()
          .filter(region -> region.id().matches("[a-z]{2}-[a-z]+-\\d"))
          .limit(Integer.parseInt(arguments[1]))
          .map(region -> new RegionId(region.id()))
          .toList();
  System.setProperty("sun.net.httpserver.nodelay", "true");
  var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
  server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  server.createContext(
      "/",
      exchange -> {
        try (exchange) {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String signed = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] answer = answer(body, signed).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
        }
      });
  server.start();
  System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + server.getAddress().getPort());
  System.setProperty("aws.accessKeyId", "bench");
  System.setProperty("aws.secretAccessKey", "bench");
  try (var aws = new SdkAwsAccounts("", regions.getFirst(), RateLimitConfig.DEFAULT)) {
    // What the first session loads is needed once, however many follow.
    var kept = new ArrayList<Object>(clients(session(aws, 0), regions));
    long before = used();
    long began = System.nanoTime();
    for (int n = 1; n <= accounts; n++) {
      AccountSession session = session(aws, n);
      kept.add(session);
      kept.addAll(clients(session, regions));
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    long bytes = used() - before;
    int pairs = accounts * regions.size();
    IO.println(
        "%,d account-region pairs, %d services: %,d KB of heap, %.1f KB a pair, %.1f s"
            .formatted(pairs, SERVICES.size(), bytes / 1024, bytes / 1024.0 / pairs, seconds));
    if (kept.size() < pairs) {
      throw new IllegalStateException("the clients were not kept");
    }
  }
  server.stop(0);
}

AccountSession session(SdkAwsAccounts aws, int n) {
  String id = "%012d".formatted(n);
  var role = Optional.of("arn:aws:iam::" + id + ":role/molly");
  return aws.session(
      new AccountRef.Configured(
          new AccountId(id), id, role, Optional.empty(), Optional.empty(), false));
}

List<SdkClient> clients(AccountSession session, List<RegionId> regions) {
  var clients = new ArrayList<SdkClient>();
  for (RegionId region : regions) {
    SERVICES.forEach(service -> clients.add(session.client(service, region)));
  }
  return clients;
}

long used() {
  for (int n = 0; n < 3; n++) {
    System.gc();
  }
  return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
}

String answer(String body, String signed) {
  Matcher role = ROLE.matcher(body);
  if (role.find()) {
    return "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>KEYOF%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>"
        .formatted(role.group(1));
  }
  Matcher key = KEY.matcher(signed);
  if (!key.find()) {
    throw new IllegalArgumentException(signed);
  }
  return "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::%1$s:assumed-role/molly/x</Arn><UserId>u</UserId><Account>%1$s</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>"
      .formatted(key.group(1));
}
