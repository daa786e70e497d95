package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One request to AWS, by what it asks: `ec2:DescribeInstances`, `kms:DescribeKey`; of S3, which
/// names no operation, by method and sub-resource: `s3:GET ?policy`, `s3:GET /`.
///
/// @param service as the signature names it
record WireCall(String service, String operation) {
  private static final Pattern SERVICE = Pattern.compile("Credential=[^/]+/[^/]+/[^/]+/([^/]+)/");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
  private static final Pattern READS =
      Pattern.compile("(Describe|Get|List|Lookup|Assume)[A-Z].*|GET .*");

  /// @param headers by their names in lower case
  static WireCall of(String method, String target, Map<String, String> headers, byte[] body) {
    Matcher signed = SERVICE.matcher(headers.getOrDefault("authorization", ""));
    String service = signed.find() ? signed.group(1) : "unsigned";
    String json = headers.get("x-amz-target");
    if (json != null) {
      return new WireCall(service, json.substring(json.lastIndexOf('.') + 1));
    }
    Matcher form = ACTION.matcher(new String(body, UTF_8));
    if (!service.equals("s3") && form.find()) {
      return new WireCall(service, form.group(1));
    }
    return new WireCall(service, method + " " + part(URI.create(target)));
  }

  /// What of a bucket a request is about, without the bucket's name.
  private static String part(URI target) {
    if (target.getPath().startsWith("/v20180820/tags/")) {
      return "tags";
    }
    String query = target.getRawQuery();
    String first = query == null ? "" : query.split("[&=]", 2)[0];
    boolean everything = target.getPath().equals("/");
    return first.isEmpty() || everything ? (everything ? "/" : "bucket") : "?" + first;
  }

  boolean reads() {
    return READS.matcher(operation).matches();
  }

  String name() {
    return service + ":" + operation;
  }
}
