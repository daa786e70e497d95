package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/// Requests to an S3 server, signed with Ceph's keys.
final class SignedS3 {
  private static final Pattern VERSION =
      Pattern.compile("<Key>([^<]*)</Key>\\s*<VersionId>([^<]*)</VersionId>");

  /// Headers that mean the same whoever signs.
  private static final Pattern KEPT =
      Pattern.compile(
          "content-type|range|if-(none-)?match|x-amz-(acl|copy-.*|metadata.*|meta-.*|object-lock.*|bucket-object-lock.*|bypass.*|tagging)");

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final HttpClient http;
  private final URI uri;

  SignedS3(HttpClient http, URI uri) {
    this.http = http;
    this.uri = uri;
  }

  /// Sends on what came in.
  HttpAnswer send(HttpRequestIn request) throws IOException, InterruptedException {
    var headers = new TreeMap<String, List<String>>(request.headers());
    headers.keySet().removeIf(name -> !KEPT.matcher(name).matches());
    // Ceph 16 compares the text as it is with an ETag that has no quotes.
    headers.computeIfPresent(
        "if-match", (_, etags) -> etags.stream().map(etag -> etag.replace("\"", "")).toList());
    return send(
        request.method(), request.target().toString(), headers, request.body().asByteArray());
  }

  HttpAnswer get(String path, String query) {
    return ask("GET", path + "?" + query, new byte[0]);
  }

  /// Gives a bucket these tags instead of what it has.
  HttpAnswer tag(String bucket, Map<String, String> tags) {
    String document = "<Tagging><TagSet>" + Xml.of(tags) + "</TagSet></Tagging>";
    return tags.isEmpty()
        ? ask("DELETE", "/" + bucket + "?tagging", new byte[0])
        : ask("PUT", "/" + bucket + "?tagging", document.getBytes(UTF_8));
  }

  /// Deletes a bucket with all that is in it.
  void empty(String bucket) {
    ask("DELETE", "/" + bucket + "?policy", new byte[0]);
    String versions = get("/" + bucket, "versions").text();
    VERSION
        .matcher(versions)
        .results()
        .forEach(
            one ->
                ask(
                    "DELETE",
                    "/%s/%s?versionId=%s".formatted(bucket, one.group(1), one.group(2)),
                    new byte[0]));
    int status = ask("DELETE", "/" + bucket, new byte[0]).status();
    if (status >= 300) {
      throw new IllegalStateException(bucket + " is not deleted: " + status);
    }
  }

  private HttpAnswer ask(String method, String target, byte[] body) {
    try {
      return send(method, target, Map.of(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpAnswer send(
      String method, String target, Map<String, List<String>> headers, byte[] body)
      throws IOException, InterruptedException {
    URI to = uri.resolve(target);
    var unsigned =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(to)
            .headers(headers)
            .putHeader("Content-MD5", md5(body));
    SdkHttpRequest signed =
        signer
            .sign(
                r ->
                    r.identity(CephServer.KEYS)
                        .request(unsigned.build())
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false))
            .request();
    var request = HttpRequest.newBuilder(to).method(method, BodyPublishers.ofByteArray(body));
    signed.forEachHeader(
        (name, values) -> {
          if (!name.equalsIgnoreCase("host")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return HttpAnswer.of(http.send(request.build(), BodyHandlers.ofByteArray()));
  }

  private static String md5(byte[] body) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
