package dev.molly.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;

/// One endpoint for a whole AWS whose S3 is Ceph: what is said to S3 goes there, all else to moto.
///
/// Ceph enforces policies, holds locks and empties buckets as S3 does; in its manners it is unlike
/// S3 where molly looks, and that is what this makes up for:
///
/// - S3 Control's tags of a resource, which are the bucket's tags;
/// - the account's public access block, which there is none of;
/// - `x-amz-expected-bucket-owner`, which Ceph ignores;
/// - regions: Ceph has one, and where a bucket was to be is remembered here;
/// - a policy, which is given back as it was put, without what Ceph does not know on the way there;
/// - a lifecycle rule's `Filter`, which Ceph gives back as a `Prefix`;
/// - MFA delete, which needs a device that Ceph knows: it is taken and forgotten, as moto does;
/// - 404 where there is no such configuration, and Ceph gives an empty one.
final class CephFront implements AutoCloseable {
  private static final SdkBytes NO_BODY = SdkBytes.fromByteArray(new byte[0]);
  private static final String HOME = "us-east-1";
  private static final String TAGS = "/v20180820/tags/arn:aws:s3:::";
  private static final String ACCOUNT_BLOCK = "/v20180820/configuration/publicAccessBlock";
  private static final String NO_BLOCK =
      "<Error><Code>NoSuchPublicAccessBlockConfiguration</Code><Message>There is none</Message>"
          + "</Error><RequestId>front</RequestId>";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern UNKNOWN_ACTION =
      Pattern.compile("s3:(Replicate\\w+|TagResource|UntagResource|ListTagsForResource)");
  private static final Pattern RULE_PREFIX =
      Pattern.compile("(?<!<Filter>|<And>)(<Prefix>[^<]*</Prefix>|<Prefix/>)");
  private static final Pattern BUCKET =
      Pattern.compile("<Bucket><Name>([^<]*)</Name><CreationDate>([^<]*)</CreationDate></Bucket>");
  private static final Pattern MFA = Pattern.compile("<MfaDelete>[^<]*</MfaDelete>");
  private static final Pattern LOCATION =
      Pattern.compile("<LocationConstraint>([^<]*)</LocationConstraint>");

  /// What Ceph says without error when there is nothing, and the code that S3 has for it. The last
  /// is what is in an answer that says something.
  private static final Map<String, List<String>> NOTHING =
      Map.of(
          "replication", List.of("ReplicationConfigurationNotFoundError", "<Rule>"),
          "encryption", List.of("ServerSideEncryptionConfigurationNotFoundError", "<Rule>"),
          "ownershipControls", List.of("OwnershipControlsNotFoundError", "<Rule>"),
          "publicAccessBlock", List.of("NoSuchPublicAccessBlockConfiguration", ">true<"));

  /// A policy as it was put, and as Ceph has it.
  private record Policy(SdkBytes put, JsonNode kept) {}

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpServer server;
  private final SignedS3 ceph;
  private final URI moto;
  private final String account;
  private final Map<String, Policy> policies = new ConcurrentHashMap<>();
  private final Map<String, String> regions = new ConcurrentHashMap<>();

  /// @param account the owner of every bucket
  CephFront(URI ceph, URI moto, String account) throws IOException {
    this.ceph = new SignedS3(http, ceph);
    this.moto = moto;
    this.account = account;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Deletes every bucket with all that is in it, whatever its policy says.
  void empty() {
    for (String bucket : buckets().keySet()) {
      ceph.empty(bucket);
    }
    policies.clear();
    regions.clear();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpAnswer answer;
      try {
        var request = HttpRequestIn.read(exchange);
        answer = request.isForS3() ? s3(request) : request.forward(http, moto);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
      answer.give(exchange);
    }
  }

  private HttpAnswer s3(HttpRequestIn request) throws IOException, InterruptedException {
    Optional<String> owner =
        request.header("x-amz-expected-bucket-owner").or(() -> request.header("x-amz-account-id"));
    if (owner.filter(each -> !each.equals(account)).isPresent()) {
      return error(403, "AccessDenied");
    }
    if (request.path().equals(ACCOUNT_BLOCK)) {
      return HttpAnswer.xml(404, "<ErrorResponse>" + NO_BLOCK + "</ErrorResponse>");
    }
    if (request.path().startsWith(TAGS)) {
      return control(request, request.path().substring(TAGS.length()));
    }
    if (request.path().equals("/")) {
      return list(request);
    }
    if (request.has("policy")) {
      return policy(request);
    }
    if (request.has("location")) {
      return location(request);
    }
    return other(request);
  }

  private HttpAnswer other(HttpRequestIn request) throws IOException, InterruptedException {
    boolean creates = request.is("PUT") && request.key().isEmpty() && request.names().isEmpty();
    if (creates) {
      var region = LOCATION.matcher(request.text());
      regions.put(request.bucket(), region.find() ? region.group(1) : HOME);
    }
    HttpAnswer answer = ceph.send(creates ? request.withBody(NO_BODY) : withoutMfa(request));
    if (request.is("HEAD") && request.key().isEmpty()) {
      return answer.with("x-amz-bucket-region", region(request.bucket()));
    }
    if (request.is("GET") && request.has("lifecycle")) {
      return answer.withText(RULE_PREFIX.matcher(answer.text()).replaceAll("<Filter>$1</Filter>"));
    }
    for (String name : request.names()) {
      List<String> nothing = NOTHING.getOrDefault(name, List.of());
      boolean says = nothing.isEmpty() || answer.text().contains(nothing.getLast());
      if (request.is("GET") && answer.status() == 200 && !says) {
        return error(404, nothing.getFirst());
      }
    }
    return answer;
  }

  private static HttpRequestIn withoutMfa(HttpRequestIn request) {
    return request.has("versioning")
        ? request.withBody(SdkBytes.fromUtf8String(MFA.matcher(request.text()).replaceAll("")))
        : request;
  }

  private HttpAnswer policy(HttpRequestIn request) throws IOException, InterruptedException {
    String bucket = request.bucket();
    if (request.is("PUT")) {
      JsonNode known = known(request.text());
      HttpAnswer answer =
          ceph.send(request.withBody(SdkBytes.fromByteArray(JSON.writeValueAsBytes(known))));
      if (answer.status() < 300) {
        policies.put(bucket, new Policy(request.body(), known));
        return HttpAnswer.noContent();
      }
      return answer;
    }
    HttpAnswer answer = ceph.send(request);
    Policy policy = policies.get(bucket);
    if (request.is("GET") && answer.status() == 200 && policy != null) {
      boolean same = JSON.readTree(answer.text()).equals(policy.kept());
      return same ? answer.withBody(policy.put()) : answer;
    }
    boolean deleted = request.is("DELETE") && answer.status() == 200;
    return deleted ? HttpAnswer.noContent() : answer;
  }

  /// Without the actions that Ceph does not know, and would refuse.
  private static JsonNode known(String policy) throws JsonProcessingException {
    JsonNode document = JSON.readTree(policy);
    JsonNode statements = document.path("Statement");
    Stream<JsonNode> all = statements.isArray() ? statements.valueStream() : Stream.of(statements);
    all.forEach(
        statement -> {
          if (statement.path("Action") instanceof ArrayNode actions) {
            actions.removeIf(action -> UNKNOWN_ACTION.matcher(action.asText()).matches());
          }
        });
    return document;
  }

  private HttpAnswer location(HttpRequestIn request) throws IOException, InterruptedException {
    HttpAnswer answer = ceph.send(request);
    String region = region(request.bucket());
    return answer.status() == 200
        ? answer.withText(
            "<LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">%s</LocationConstraint>"
                .formatted(region.equals(HOME) ? "" : region))
        : answer;
  }

  private String region(String bucket) {
    return regions.getOrDefault(bucket, HOME);
  }

  /// Their names, with the times that they were made.
  private NavigableMap<String, String> buckets() {
    var all = new TreeMap<String, String>();
    HttpAnswer answer = ceph.get("/", "");
    BUCKET.matcher(answer.text()).results().forEach(one -> all.put(one.group(1), one.group(2)));
    return all;
  }

  private HttpAnswer list(HttpRequestIn request) {
    int most = Integer.parseInt(request.value("max-buckets").orElse("10000"));
    String after = request.value("continuation-token").orElse("");
    String prefix = request.value("prefix").orElse("");
    Optional<String> region = request.value("bucket-region");
    List<Map.Entry<String, String>> found =
        buckets().tailMap(after, false).entrySet().stream()
            .filter(one -> one.getKey().startsWith(prefix))
            .filter(one -> region.map(region(one.getKey())::equals).orElse(true))
            .toList();
    var page = new StringBuilder();
    found.stream()
        .limit(most)
        .forEach(
            one ->
                page.append(
                    "<Bucket><Name>%s</Name><CreationDate>%s</CreationDate><BucketRegion>%s</BucketRegion></Bucket>"
                        .formatted(one.getKey(), one.getValue(), region(one.getKey()))));
    String more =
        found.size() > most
            ? "<ContinuationToken>%s</ContinuationToken>".formatted(found.get(most - 1).getKey())
            : "";
    return HttpAnswer.xml(
        200,
        "<ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Owner><ID>o</ID></Owner><Buckets>%s</Buckets>%s</ListAllMyBucketsResult>"
            .formatted(page, more));
  }

  private HttpAnswer control(HttpRequestIn request, String bucket) {
    HttpAnswer answer = ceph.get("/" + bucket, "tagging");
    boolean none = answer.text().contains("NoSuchTagSet");
    if (answer.status() != 200 && !none) {
      return inControlsWords(answer);
    }
    var tags = new TreeMap<>(Xml.tags(answer.text()));
    return switch (request.method()) {
      case "GET" ->
          HttpAnswer.xml(
              200,
              "<ListTagsForResourceResult xmlns=\"http://awss3control.amazonaws.com/doc/2018-08-20/\"><Tags>%s</Tags></ListTagsForResourceResult>"
                  .formatted(Xml.of(tags)));
      case "POST" -> {
        tags.putAll(Xml.tags(request.text()));
        yield inControlsWords(ceph.tag(bucket, tags));
      }
      case "DELETE" -> {
        tags.keySet().removeAll(request.values("tagKeys"));
        yield inControlsWords(ceph.tag(bucket, tags));
      }
      default -> error(405, "MethodNotAllowed");
    };
  }

  private static HttpAnswer inControlsWords(HttpAnswer answer) {
    if (answer.status() < 300) {
      return HttpAnswer.noContent();
    }
    String text = answer.text();
    String error = text.substring(Math.max(text.indexOf("<Error>"), 0));
    return HttpAnswer.xml(answer.status(), "<ErrorResponse>" + error + "</ErrorResponse>");
  }

  private static HttpAnswer error(int status, String code) {
    return HttpAnswer.xml(
        status,
        "<Error><Code>%s</Code><Message>%s</Message><RequestId>front</RequestId></Error>"
            .formatted(code, code));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    http.close();
  }
}
