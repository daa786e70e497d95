import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// Answers as EC2 does, as far as a scan asks: a fleet of any size, a latency for each call, no
/// quotas. STS says who is asking; RDS and S3 say that they hold nothing.
///
/// `java Ec2Stub.java PORT INSTANCES LATENCY_MS` prints its address when it is ready, and runs until
/// it is stopped. Port 0 means any that is free. Every third instance is unprotected: termination
/// protection and stop protection are off, a shutdown from inside terminates it, and its data volume
/// is deleted with it.
static final int LARGEST_PAGE = 1000;

static final String ACCOUNT = "123456789012";

int instances;
Duration latency;

void main(String[] arguments) throws IOException {
  if (arguments.length != 3) {
    System.err.println("usage: java Ec2Stub.java PORT INSTANCES LATENCY_MS");
    System.exit(2);
  }
  int port = Integer.parseInt(arguments[0]);
  instances = Integer.parseInt(arguments[1]);
  latency = Duration.ofMillis(Long.parseLong(arguments[2]));
  // By default answers wait up to 40 ms for Nagle's algorithm, and only 200 connections stay open.
  System.setProperty("sun.net.httpserver.nodelay", "true");
  System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
  var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 1024);
  server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
  server.createContext("/", this::serve);
  server.start();
  IO.println("http://127.0.0.1:" + server.getAddress().getPort());
}

void serve(HttpExchange exchange) throws IOException {
  try (exchange) {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Thread.sleep(latency);
    boolean s3 = exchange.getRequestMethod().equals("GET");
    Optional<String> answer = s3 ? Optional.of(noBuckets()) : answer(parameters(body));
    byte[] xml = answer.orElse(unknown()).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
    exchange.sendResponseHeaders(answer.isPresent() ? 200 : 400, xml.length);
    exchange.getResponseBody().write(xml);
  } catch (InterruptedException e) {
    throw new IOException(e);
  }
}

Map<String, String> parameters(String body) {
  var parameters = new HashMap<String, String>();
  for (String pair : body.split("&")) {
    String[] parts = pair.split("=", 2);
    parameters.put(parts[0], URLDecoder.decode(parts.length < 2 ? "" : parts[1], StandardCharsets.UTF_8));
  }
  return parameters;
}

/// Empty for a call it does not know.
Optional<String> answer(Map<String, String> asked) {
  return Optional.ofNullable(
      switch (asked.getOrDefault("Action", "")) {
        case "GetCallerIdentity" -> callerIdentity();
        case "DescribeRegions" -> regions();
        case "DescribeInstances" -> page(asked);
        case "DescribeInstanceAttribute" -> attribute(asked.get("InstanceId"), asked.get("Attribute"));
        case "DescribeDBInstances" -> noDatabases("DescribeDBInstances", "DBInstances");
        case "DescribeDBClusters" -> noDatabases("DescribeDBClusters", "DBClusters");
        default -> null;
      });
}

String page(Map<String, String> asked) {
  int from = Integer.parseInt(asked.getOrDefault("NextToken", "0"));
  int size = Integer.parseInt(asked.getOrDefault("MaxResults", "" + LARGEST_PAGE));
  int to = Math.min(instances, from + Math.min(size, LARGEST_PAGE));
  var page = new StringBuilder("<reservationSet>");
  for (int number = from; number < to; number++) {
    String reservation = RESERVATION.replace("@", "%017x".formatted(number));
    page.append(
        number % 3 == 0
            ? reservation.replace("<deleteOnTermination>false", "<deleteOnTermination>true")
            : reservation);
  }
  page.append("</reservationSet>");
  if (to < instances) {
    page.append("<nextToken>").append(to).append("</nextToken>");
  }
  return ec2("DescribeInstances", page.toString());
}

String attribute(String instance, String attribute) {
  boolean isProtected = Integer.parseInt(instance.substring("i-".length()), 16) % 3 != 0;
  boolean flag = attribute.startsWith("disableApi");
  String value = flag ? "" + isProtected : isProtected ? "stop" : "terminate";
  return ec2(
      "DescribeInstanceAttribute",
      "<instanceId>%s</instanceId><%s><value>%s</value></%2$s>".formatted(instance, attribute, value));
}

String regions() {
  return ec2(
      "DescribeRegions",
      """
      <regionInfo><item><regionName>eu-west-1</regionName><optInStatus>opt-in-not-required</optInStatus>
      <regionEndpoint>ec2.eu-west-1.amazonaws.com</regionEndpoint></item></regionInfo>""");
}

String ec2(String action, String content) {
  return """
      <?xml version="1.0" encoding="UTF-8"?>
      <%sResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">\
      <requestId>8f7724cf-496f-496e-8fe3-example00001</requestId>%s</%1$sResponse>"""
      .formatted(action, content);
}

String callerIdentity() {
  return """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult><Arn>arn:aws:iam::%1$s:user/bench</Arn><UserId>AIDAEXAMPLE</UserId>
      <Account>%1$s</Account></GetCallerIdentityResult>
      <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
      </GetCallerIdentityResponse>"""
      .formatted(ACCOUNT);
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

String unknown() {
  return """
      <Response><Errors><Error><Code>InvalidAction</Code><Message>The stub does not know this call.</Message>
      </Error></Errors><RequestID>8f7724cf-496f-496e-8fe3-example00002</RequestID></Response>""";
}

/// One instance as AWS describes it, in all its length (about 5 kB); `@` stands for its number.
static final String RESERVATION =
    """
    <item><reservationId>r-@</reservationId><ownerId>123456789012</ownerId><groupSet/>
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
    <vpcId>vpc-0123456789abcdef0</vpcId><description/><ownerId>123456789012</ownerId><status>in-use</status>
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
    <iamInstanceProfile><arn>arn:aws:iam::123456789012:instance-profile/web</arn><id>AIPAEXAMPLE</id></iamInstanceProfile>
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
