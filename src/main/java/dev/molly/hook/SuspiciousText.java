package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A coarse look at what cannot be parsed: scripts of other languages, and the arguments of
/// programs that may run them. It finds a program or library that reaches AWS together with a
/// verb that destroys.
final class SuspiciousText {
  private static final Pattern REACHES =
      Pattern.compile(
          "(?i)(?<![a-z0-9])(aws|awscli|boto3?|botocore|aioboto\\w*|aws-sdk|awssdk|amazonaws"
              + "|terraform|tofu|terragrunt|pulumi|cdk|kubectl|helm|eksctl|psql|psycopg\\w*|mysql\\w*"
              + "|pymysql|mariadb|sqlalchemy|asyncpg|mongosh?|pymongo|redis\\w*|dropdb|molly)(?![a-z0-9])"
              + "|@aws-sdk|aws_sdk|software\\.amazon|Aws::");

  private static final Pattern DESTROYS =
      Pattern.compile(
          "(?i)(?<![a-z])(delet|terminat|destroy|purg|remov|deregister|disabl|drop|truncat|flushall"
              + "|flushdb|uninstall|pty\\b|pexpect|spawn|rb\\b|rm\\b|schedule.?key.?deletion|auto.?approve|confirm)"
              + "|(delete|terminate|destroy|purge|remove|deregister|disable)[A-Z_]"
              + "|-X\\s*delete|\\b(terraform|tofu|molly)\\W{1,40}apply");

  private SuspiciousText() {}

  /// Returns whether a text reaches AWS and destroys.
  static boolean is(String text) {
    return REACHES.matcher(text).find() && DESTROYS.matcher(text).find();
  }

  /// Returns whether arguments do, taken together.
  static boolean is(List<ShellWord> words) {
    return is(words.stream().map(ShellWord::text).collect(Collectors.joining(" ")));
  }
}
