import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.LongAdder;

/// Answers as AWS does, as far as a scan of instances and a protection of them ask: a fleet of any
/// size in each account and region, a latency for each call, token buckets, CloudTrail's event
/// history, an organization. RDS and S3 say that they hold nothing.
///
/// `java AwsStub.java NAME=VALUE...` prints its address when it is ready, and runs until it is
/// stopped. `GET /counts` answers with a line for each action: its name, calls, refused ones. It
/// speaks HTTP itself, since the JDK's server sets the date of its answers, by which molly goes.
///
///     instances=10   in each account and region
///     latency=25     milliseconds for each call
///     later=0        hours that its clock is ahead
///     regions=1      up to 20
///     accounts=1     of the organization, whose management account the caller is in
///     quotas=        ACTION:BURST:PER-SECOND, with commas between; other actions have none
///     unprotected=3  every third instance is
///     changed=0      instances that CloudTrail shows a change of, in each account and region
///
/// An unprotected instance has neither termination nor stop protection, a shutdown from inside
/// terminates it, and its data volume is deleted with it.
static final int LARGEST_PAGE = 1000;

static final String OWN_ACCOUNT = "123456789012";
static final long FIRST_MEMBER = 200_000_000_000L;
static final int ACCOUNTS_ON_A_PAGE = 20;

static final List<String> REGIONS =
    List.of(
        "eu-west-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2", "ap-south-1",
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2",
        "ca-central-1", "eu-central-1", "eu-central-2", "eu-west-2", "eu-west-3", "eu-north-1",
        "eu-south-1", "sa-east-1", "me-south-1");

static final Pattern SIGNER = Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/");

int instances;
int regions;
int accounts;
int unprotected;
int changed;
Duration latency;
Duration later;
final Map<String, int[]> quotas = new HashMap<>();
final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
final Map<String, Count> counts = new ConcurrentHashMap<>();

/// Flags that were set, by account, region, instance and attribute.
final Map<String, String> set = new ConcurrentHashMap<>();

/// Who asks, where, and what.
record Call(String account, String region, String action, Map<String, String> asked) {
  String asked(String name, String otherwise) {
    return asked.getOrDefault(name, otherwise);
  }

  String place() {
    return account + "/" + region;
  }
}

record Answer(int status, String type, String text) {
  static Answer xml(String text) {
    return new Answer(200, "text/xml;charset=UTF-8", text);
  }

  static Answer json(String text) {
    return new Answer(200, "application/x-amz-json-1.1", text);
  }

  static Answer error(int status, String code) {
    return new Answer(
        status,
        "text/xml;charset=UTF-8",
        """
        <Response><Errors><Error><Code>%s</Code><Message>The stub refuses this call.</Message>
        </Error></Errors><RequestID>8f7724cf-496f-496e-8fe3-example00002</RequestID></Response>"""
            .formatted(code));
  }
}

record Count(LongAdder calls, LongAdder refused) {}

/// A bucket of tokens as EC2 documents it: full at first, refilled all the time.
static final class Bucket {
  private final int burst;
  private final int perSecond;
  private double tokens;
  private long last = System.nanoTime();

  Bucket(int burst, int perSecond) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.tokens = burst;
  }

  synchronized boolean take() {
    long now = System.nanoTime();
    tokens = Math.min(burst, tokens + (now - last) / 1e9 * perSecond);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}

void main(String[] arguments) throws IOException {
  var options =
      new HashMap<>(
          Map.of(
              "instances", "10", "latency", "25", "later", "0", "regions", "1", "accounts", "1",
              "quotas", "", "unprotected", "3", "changed", "0"));
  for (String argument : arguments) {
    String[] parts = argument.split("=", 2);
    if (parts.length < 2 || options.put(parts[0], parts[1]) == null) {
      System.err.println("not an option of the stub: " + argument);
      System.exit(2);
    }
  }
  instances = Integer.parseInt(options.get("instances"));
  latency = Duration.ofMillis(Long.parseLong(options.get("latency")));
  later = Duration.ofHours(Long.parseLong(options.get("later")));
  regions = Integer.parseInt(options.get("regions"));
  accounts = Integer.parseInt(options.get("accounts"));
  unprotected = Integer.parseInt(options.get("unprotected"));
  changed = Integer.parseInt(options.get("changed"));
  for (String quota : options.get("quotas").split(",")) {
    String[] parts = quota.split(":");
    if (parts.length == 3) {
      quotas.put(parts[0], new int[] {Integer.parseInt(parts[1]), Integer.parseInt(parts[2])});
    }
  }
  try (var server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
    IO.println("http://127.0.0.1:" + server.getLocalPort());
    while (true) {
      Socket socket = server.accept();
      Thread.startVirtualThread(() -> serve(socket));
    }
  }
}

/// A request, its names of headers in lower case.
record Request(String path, Map<String, String> headers, String body) {
  /// Empty at the end of a connection.
  static Optional<Request> read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    var headers = new HashMap<String, String>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String[] parts = line.split(": *", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return Optional.of(new Request(first.split(" ")[1], headers, new String(body, StandardCharsets.UTF_8)));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }
}

void serve(Socket socket) {
  try (socket;
      var in = new BufferedInputStream(socket.getInputStream());
      var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
    socket.setTcpNoDelay(true);
    for (var request = Request.read(in); request.isPresent(); request = Request.read(in)) {
      send(out, request.get().path.equals("/counts") ? counted() : answer(request.get()));
    }
  } catch (IOException | InterruptedException e) {
    // The client has left.
  }
}

Answer counted() {
  return new Answer(
      200,
      "text/plain",
      counts.entrySet().stream()
          .map(e -> "%s %d %d\n".formatted(e.getKey(), e.getValue().calls.sum(), e.getValue().refused.sum()))
          .sorted()
          .collect(Collectors.joining()));
}

Answer answer(Request request) throws InterruptedException {
  Thread.sleep(latency);
  Call call = call(request);
  Count count = counts.computeIfAbsent(call.action, _ -> new Count(new LongAdder(), new LongAdder()));
  count.calls.increment();
  int[] quota = quotas.get(call.action);
  if (quota != null
      && !buckets
          .computeIfAbsent(call.place() + call.action, _ -> new Bucket(quota[0], quota[1]))
          .take()) {
    count.refused.increment();
    return Answer.error(503, "RequestLimitExceeded");
  }
  return answer(call, request.body);
}

void send(OutputStream out, Answer answer) throws IOException {
  byte[] bytes = answer.text.getBytes(StandardCharsets.UTF_8);
  String head =
      "HTTP/1.1 %d -\r\nDate: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
          .formatted(
              answer.status,
              DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().plus(later).atOffset(ZoneOffset.UTC)),
              answer.type,
              bytes.length);
  out.write((head + "x-amzn-RequestId: 01234567-89ab-cdef-0123-456789abcdef\r\n\r\n").getBytes(StandardCharsets.UTF_8));
  out.write(bytes);
  out.flush();
}

/// A role's access key names its account.
Call call(Request request) {
  Matcher signer = SIGNER.matcher(request.headers.getOrDefault("authorization", ""));
  boolean signed = signer.find();
  String account =
      signed && signer.group(1).startsWith("ASIA") ? signer.group(1).substring("ASIA".length()) : OWN_ACCOUNT;
  String target = request.headers.get("x-amz-target");
  Map<String, String> asked = target == null ? parameters(request.body) : Map.of();
  String action =
      target == null
          ? asked.getOrDefault("Action", "ListBuckets")
          : target.substring(target.lastIndexOf('.') + 1);
  return new Call(account, signed ? signer.group(2) : REGIONS.getFirst(), action, asked);
}

Map<String, String> parameters(String body) {
  var parameters = new HashMap<String, String>();
  for (String pair : body.split("&")) {
    String[] parts = pair.split("=", 2);
    parameters.put(parts[0], URLDecoder.decode(parts.length < 2 ? "" : parts[1], StandardCharsets.UTF_8));
  }
  return parameters;
}

Answer answer(Call call, String body) {
  return switch (call.action) {
    case "GetCallerIdentity" -> Answer.xml(callerIdentity(call.account));
    case "AssumeRole" -> Answer.xml(role(call.asked("RoleArn", "").split(":")[4]));
    case "ListAccounts" -> Answer.json(members(body));
    case "DescribeRegions" -> Answer.xml(describeRegions());
    case "DescribeInstances" -> Answer.xml(describeInstances(call));
    case "DescribeInstanceAttribute" -> Answer.xml(attribute(call));
    case "ModifyInstanceAttribute" -> Answer.xml(modify(call));
    case "LookupEvents" -> Answer.json(events(body));
    case "DescribeDBInstances" -> Answer.xml(noDatabases("DescribeDBInstances", "DBInstances"));
    case "DescribeDBClusters" -> Answer.xml(noDatabases("DescribeDBClusters", "DBClusters"));
    case "ListBuckets" -> Answer.xml(noBuckets());
    default -> Answer.error(400, "InvalidAction");
  };
}

/// A page, or the one instance that is asked for.
String describeInstances(Call call) {
  var page = new StringBuilder("<reservationSet>");
  int from = Integer.parseInt(call.asked("NextToken", "0"));
  int to = Math.min(instances, from + Math.min(Integer.parseInt(call.asked("MaxResults", "1000")), LARGEST_PAGE));
  String one = call.asked("InstanceId.1", "");
  if (!one.isEmpty()) {
    from = number(one);
    to = from + 1;
  }
  for (int number = from; number < to; number++) {
    String reservation = RESERVATION.replace("@", "%017x".formatted(number)).replace("#", call.account);
    page.append(
        number % unprotected == 0
            ? reservation.replace("<deleteOnTermination>false", "<deleteOnTermination>true")
            : reservation);
  }
  page.append("</reservationSet>");
  if (one.isEmpty() && to < instances) {
    page.append("<nextToken>").append(to).append("</nextToken>");
  }
  return ec2("DescribeInstances", page.toString());
}

static int number(String instance) {
  return Integer.parseInt(instance.substring("i-".length()), 16);
}

String attribute(Call call) {
  String instance = call.asked("InstanceId", "");
  String attribute = call.asked("Attribute", "");
  boolean isProtected = number(instance) % unprotected != 0;
  boolean flag = attribute.startsWith("disableApi");
  String value = flag ? "" + isProtected : isProtected ? "stop" : "terminate";
  return ec2(
      "DescribeInstanceAttribute",
      "<instanceId>%s</instanceId><%s><value>%s</value></%2$s>"
          .formatted(instance, attribute, set.getOrDefault(key(call, instance, attribute), value)));
}

String modify(Call call) {
  String instance = call.asked("InstanceId", "");
  call.asked.forEach(
      (name, value) -> {
        if (name.endsWith(".Value")) {
          String attribute = name.substring(0, name.length() - ".Value".length());
          set.put(key(call, instance, Character.toLowerCase(attribute.charAt(0)) + attribute.substring(1)), value);
        }
      });
  return ec2("ModifyInstanceAttribute", "<return>true</return>");
}

static String key(Call call, String instance, String attribute) {
  return call.place() + "/" + instance + "/" + attribute;
}

/// Each page holds 50 events. That they are in the time that is asked for, nobody checks.
String events(String body) {
  int from = Integer.parseInt(text(body, "NextToken").orElse("0"));
  int to = Math.min(changed, from + 50);
  String events =
      IntStream.range(from, to)
          .mapToObj(
              n ->
                  """
                  {"EventId":"%d","EventName":"ModifyInstanceAttribute","EventTime":%d,\
                  "CloudTrailEvent":"{\\"requestParameters\\":{\\"instanceId\\":\\"i-%017x\\"}}"}"""
                      .formatted(n, Instant.now().getEpochSecond(), (long) n * instances / changed))
          .collect(Collectors.joining(","));
  return to < changed ? "{\"Events\":[%s],\"NextToken\":\"%d\"}".formatted(events, to) : "{\"Events\":[%s]}".formatted(events);
}

/// The value of a text in JSON.
static Optional<String> text(String json, String name) {
  Matcher value = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
  return value.find() ? Optional.of(value.group(1)) : Optional.empty();
}

String members(String body) {
  int from = Integer.parseInt(text(body, "NextToken").orElse("0"));
  int to = Math.min(accounts, from + ACCOUNTS_ON_A_PAGE);
  String members =
      IntStream.range(from, to)
          .mapToObj(
              n ->
                  """
                  {"Id":"%s","Name":"account-%d","State":"ACTIVE","Status":"ACTIVE"}"""
                      .formatted(n == 0 ? OWN_ACCOUNT : "" + (FIRST_MEMBER + n), n))
          .collect(Collectors.joining(","));
  return to < accounts ? "{\"Accounts\":[%s],\"NextToken\":\"%d\"}".formatted(members, to) : "{\"Accounts\":[%s]}".formatted(members);
}

String describeRegions() {
  return ec2(
      "DescribeRegions",
      REGIONS.stream()
          .limit(regions)
          .map(
              name ->
                  """
                  <item><regionName>%s</regionName><optInStatus>opt-in-not-required</optInStatus>
                  <regionEndpoint>ec2.%1$s.amazonaws.com</regionEndpoint></item>"""
                      .formatted(name))
          .collect(Collectors.joining("", "<regionInfo>", "</regionInfo>")));
}

String ec2(String action, String content) {
  return """
      <?xml version="1.0" encoding="UTF-8"?>
      <%sResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">\
      <requestId>8f7724cf-496f-496e-8fe3-example00001</requestId>%s</%1$sResponse>"""
      .formatted(action, content);
}

String callerIdentity(String account) {
  return """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult><Arn>arn:aws:iam::%1$s:user/bench</Arn><UserId>AIDAEXAMPLE</UserId>
      <Account>%1$s</Account></GetCallerIdentityResult>
      <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
      </GetCallerIdentityResponse>"""
      .formatted(account);
}

String role(String account) {
  return """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:bench</AssumedRoleId>
      <Arn>arn:aws:sts::%1$s:assumed-role/scan/bench</Arn></AssumedRoleUser>
      <Credentials><AccessKeyId>ASIA%1$s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
      <SessionToken>token</SessionToken><Expiration>%2$s</Expiration></Credentials></AssumeRoleResult>
      <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
      </AssumeRoleResponse>"""
      .formatted(account, Instant.now().plus(Duration.ofHours(1)));
}

String noDatabases(String action, String list) {
  return """
      <%1$sResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">
      <%1$sResult><%2$s/></%1$sResult>
      <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
      </%1$sResponse>"""
      .formatted(action, list);
}

String noBuckets() {
  return """
      <ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
      <Owner><ID>0123456789abcdef</ID></Owner><Buckets/></ListAllMyBucketsResult>""";
}

/// One instance as AWS describes it, in all its length (about 5 kB); `@` stands for its number,
/// `#` for its account.
static final String RESERVATION =
    """
    <item><reservationId>r-@</reservationId><ownerId>#</ownerId><groupSet/>
    <instancesSet><item>
    <instanceId>i-@</instanceId><imageId>ami-0abcdef0123456789</imageId>
    <instanceState><code>16</code><name>running</name></instanceState>
    <privateDnsName>ip-10-0-12-34.eu-west-1.compute.internal</privateDnsName>
    <dnsName>ec2-203-0-113-25.eu-west-1.compute.amazonaws.com</dnsName>
    <reason/><keyName>production</keyName><amiLaunchIndex>0</amiLaunchIndex><productCodes/>
    <instanceType>m6i.large</instanceType><launchTime>2026-03-11T08:15:42.000Z</launchTime>
    <placement><availabilityZone>eu-west-1a</availabilityZone><availabilityZoneId>euw1-az1</availabilityZoneId>
    <groupName/><tenancy>default</tenancy></placement>
    <monitoring><state>disabled</state></monitoring>
    <subnetId>subnet-0123456789abcdef0</subnetId><vpcId>vpc-0123456789abcdef0</vpcId>
    <privateIpAddress>10.0.12.34</privateIpAddress><ipAddress>203.0.113.25</ipAddress>
    <sourceDestCheck>true</sourceDestCheck>
    <groupSet><item><groupId>sg-0123456789abcdef0</groupId><groupName>web</groupName></item>
    <item><groupId>sg-0123456789abcdef1</groupId><groupName>monitoring</groupName></item></groupSet>
    <architecture>x86_64</architecture><rootDeviceType>ebs</rootDeviceType>
    <rootDeviceName>/dev/xvda</rootDeviceName>
    <blockDeviceMapping>
    <item><deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-@</volumeId><status>attached</status>
    <attachTime>2026-03-11T08:15:43.000Z</attachTime><deleteOnTermination>true</deleteOnTermination></ebs></item>
    <item><deviceName>/dev/sdf</deviceName><ebs><volumeId>vol-@</volumeId><status>attached</status>
    <attachTime>2026-03-11T08:15:43.000Z</attachTime><deleteOnTermination>false</deleteOnTermination></ebs></item>
    </blockDeviceMapping>
    <virtualizationType>hvm</virtualizationType><clientToken>01234567-89ab-cdef-0123-456789abcdef</clientToken>
    <tagSet>
    <item><key>Name</key><value>web-@</value></item>
    <item><key>env</key><value>production</value></item>
    <item><key>team</key><value>storefront</value></item>
    <item><key>cost-center</key><value>4711</value></item>
    <item><key>managed-by</key><value>terraform</value></item>
    </tagSet>
    <hypervisor>xen</hypervisor>
    <networkInterfaceSet><item>
    <networkInterfaceId>eni-@</networkInterfaceId><subnetId>subnet-0123456789abcdef0</subnetId>
    <vpcId>vpc-0123456789abcdef0</vpcId><description/><ownerId>#</ownerId><status>in-use</status>
    <macAddress>06:4d:2f:11:aa:bb</macAddress><privateIpAddress>10.0.12.34</privateIpAddress>
    <privateDnsName>ip-10-0-12-34.eu-west-1.compute.internal</privateDnsName><sourceDestCheck>true</sourceDestCheck>
    <groupSet><item><groupId>sg-0123456789abcdef0</groupId><groupName>web</groupName></item>
    <item><groupId>sg-0123456789abcdef1</groupId><groupName>monitoring</groupName></item></groupSet>
    <attachment><attachmentId>eni-attach-@</attachmentId><deviceIndex>0</deviceIndex><status>attached</status>
    <attachTime>2026-03-11T08:15:42.000Z</attachTime><deleteOnTermination>true</deleteOnTermination>
    <networkCardIndex>0</networkCardIndex></attachment>
    <association><publicIp>203.0.113.25</publicIp>
    <publicDnsName>ec2-203-0-113-25.eu-west-1.compute.amazonaws.com</publicDnsName><ipOwnerId>amazon</ipOwnerId></association>
    <privateIpAddressesSet><item><privateIpAddress>10.0.12.34</privateIpAddress>
    <privateDnsName>ip-10-0-12-34.eu-west-1.compute.internal</privateDnsName><primary>true</primary>
    <association><publicIp>203.0.113.25</publicIp>
    <publicDnsName>ec2-203-0-113-25.eu-west-1.compute.amazonaws.com</publicDnsName><ipOwnerId>amazon</ipOwnerId></association>
    </item></privateIpAddressesSet><ipv6AddressesSet/><interfaceType>interface</interfaceType>
    <operator><managed>false</managed></operator>
    </item></networkInterfaceSet>
    <iamInstanceProfile><arn>arn:aws:iam::#:instance-profile/web</arn><id>AIPAEXAMPLE</id></iamInstanceProfile>
    <ebsOptimized>true</ebsOptimized><enaSupport>true</enaSupport>
    <cpuOptions><coreCount>1</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions>
    <capacityReservationSpecification><capacityReservationPreference>open</capacityReservationPreference>
    </capacityReservationSpecification>
    <hibernationOptions><configured>false</configured></hibernationOptions>
    <enclaveOptions><enabled>false</enabled></enclaveOptions>
    <metadataOptions><state>applied</state><httpTokens>required</httpTokens>
    <httpPutResponseHopLimit>2</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint>
    <httpProtocolIpv6>disabled</httpProtocolIpv6><instanceMetadataTags>disabled</instanceMetadataTags></metadataOptions>
    <platformDetails>Linux/UNIX</platformDetails><usageOperation>RunInstances</usageOperation>
    <usageOperationUpdateTime>2026-03-11T08:15:42.000Z</usageOperationUpdateTime>
    <privateDnsNameOptions><hostnameType>ip-name</hostnameType><enableResourceNameDnsARecord>false</enableResourceNameDnsARecord>
    <enableResourceNameDnsAAAARecord>false</enableResourceNameDnsAAAARecord></privateDnsNameOptions>
    <maintenanceOptions><autoRecovery>default</autoRecovery></maintenanceOptions>
    <currentInstanceBootMode>uefi</currentInstanceBootMode><operator><managed>false</managed></operator>
    </item></instancesSet></item>
    """;
