package dev.molly.guardrail;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The account of the table of doors: its principals, its resources, and what a request says of
/// them.
final class GuardedAccount {
  private static final String ACCOUNT = "111122223333";

  /// The principal whose identity policies can be given.
  static final String CALLER = role("administrator");

  static final String ROOT = "arn:aws:iam::%s:root".formatted(ACCOUNT);
  static final String PURGER = role("molly-purge");
  static final String RETIRER = role("molly-retire");

  static final String SERVER = ec2("instance/i-0123456789abcdef0");
  static final String SNAPSHOT = "arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0";
  static final String DATABASE = rds("db:orders");
  static final String CLUSTER = rds("cluster:orders");
  static final String BUCKET = "arn:aws:s3:::acme-archive";
  static final String RECORDS_KEY = "arn:aws:kms:eu-west-1:%s:key/1234abcd".formatted(ACCOUNT);
  static final String ALIAS = "arn:aws:kms:eu-west-1:%s:alias/molly-records".formatted(ACCOUNT);
  static final String GROUP =
      "arn:aws:autoscaling:eu-west-1:%s:autoScalingGroup:1234abcd:autoScalingGroupName/web"
          .formatted(ACCOUNT);

  static final Context NONE = new Context(Map.of());
  static final Context RETIRED = NONE.tag("molly:retire", "v=1 goal=retired");
  static final Context DUE = RETIRED.tag("molly:state", "due");
  static final Context COPY = NONE.tag("molly:copy-of", "i-0123456789abcdef0");
  static final Context BY_CLOUDFORMATION =
      RETIRED.with("aws:CalledVia", "cloudformation.amazonaws.com");

  private GuardedAccount() {}

  static ApiRequest request(String principal, String action, String resource, Context context) {
    return new ApiRequest(action, resource, principal, context.values());
  }

  /// The condition keys of a request.
  record Context(Map<String, List<String>> values) {
    Context with(String key, String value) {
      var more = new TreeMap<>(values);
      more.put(key, List.of(value));
      return new Context(more);
    }

    Context tag(String key, String value) {
      return with("aws:ResourceTag/" + key, value);
    }
  }

  static Context alias() {
    return NONE.with("kms:ResourceAliases", "alias/molly-records");
  }

  static Context keys(String key) {
    return NONE.with("aws:TagKeys", key);
  }

  static Context attribute(String name, String value) {
    return NONE.with("ec2:Attribute/" + name, value);
  }

  static String role(String name) {
    return "arn:aws:iam::%s:role/%s".formatted(ACCOUNT, name);
  }

  static String ec2(String resource) {
    return "arn:aws:ec2:eu-west-1:%s:%s".formatted(ACCOUNT, resource);
  }

  static String rds(String resource) {
    return "arn:aws:rds:eu-west-1:%s:%s".formatted(ACCOUNT, resource);
  }

  static String stack() {
    return "arn:aws:cloudformation:eu-west-1:%s:stack/web/1234abcd".formatted(ACCOUNT);
  }

  static String document() {
    return "arn:aws:ssm:eu-west-1:%s:automation-definition/AWS-TerminateEC2Instance"
        .formatted(ACCOUNT);
  }
}
