package dev.molly.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.RateLimitConfig.Enforce;
import dev.molly.model.Severity;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The JSON Schema (2020-12) of `molly.yaml`, for completion and checks in editors. It is built
/// from the keys and patterns that the reader uses, and cannot be built if it lacks one of the
/// keys. The reader checks the rules that a schema cannot express; the descriptions name them.
public final class ConfigSchema {
  private static final int MOST = 999_999;

  /// Returns the schema as indented JSON, ending in a newline.
  public String json() {
    return config().toPrettyString() + "\n";
  }

  private static ObjectNode config() {
    var keys = new LinkedHashMap<String, ObjectNode>();
    keys.put("version", SchemaNodes.version());
    keys.put(
        "accounts", SchemaNodes.listOf(account(), "The accounts. Left out: the caller's own."));
    keys.put("organization", organization());
    keys.put("environments", environments());
    keys.put("regions", regions());
    keys.put(
        "policies",
        SchemaNodes.listOf(
            SchemaNodes.text("baseline, strict, production, or a file or folder, from this file."),
            "The policies to scan by. Left out: baseline."));
    keys.put(
        "fail-on",
        SchemaNodes.oneOf(
            Stream.of(Severity.values()).map(Severity::word).toList(),
            "The mildest severity that sets the exit code to 1."));
    keys.put("limits", limits());
    keys.put("freeze", SchemaNodes.listOf(freeze(), "When nothing is changed."));
    keys.put("waves", waves());
    keys.put(
        "confirm-within",
        SchemaNodes.shaped(ValueFormat.SPAN, "How long a printed phrase is good: 30m, 1h, 1d."));
    keys.put("retire", retire());
    keys.put("purge", purge());
    keys.put("notify", notice());
    keys.put("records", records());
    keys.put("owners", owners());
    keys.put(
        "scan-store",
        SchemaNodes.shaped(
            ValueFormat.S3,
            "Where scans keep the history, estimates and cache. Left out: the state folder."));
    keys.put(
        "bucket-owner",
        shaped(
            ValueFormat.ACCOUNT,
            "The account of the buckets of scan-store and of reports. Left out: the caller's."));
    ObjectNode schema = SchemaNodes.empty();
    schema.put("$schema", SchemaNodes.DRAFT);
    schema.put(
        "description",
        "Only molly itself checks, when it reads the file: that no name is there twice, that the"
            + " accounts of an environment and the policies are there, that a role is of its"
            + " account, that dates are in a calendar, and what else a description says of it.");
    schema.put("title", "The config of molly, the molly guard for AWS: molly.yaml");
    return section(schema, ConfigReader.TOP_KEYS, keys, "version");
  }

  private static ObjectNode account() {
    ObjectNode account =
        section(
            "One account, and the way into it.",
            ConfigReader.ACCOUNT_KEYS,
            Map.of(
                "id", shaped(ValueFormat.ACCOUNT, "Twelve digits."),
                "name", SchemaNodes.shaped(ValueFormat.ACCOUNT_NAME, "What people call it."),
                "role",
                    SchemaNodes.shaped(
                        ValueFormat.ROLE, "The role to assume: its name, or its ARN."),
                "write-role",
                    SchemaNodes.shaped(ValueFormat.ROLE, "The role for changes; else the same."),
                "external-id", SchemaNodes.text("If the role's trust policy asks for one.")),
            "id");
    ObjectNode needs = account.putObject("dependentRequired");
    needs.putArray("external-id").add("role");
    needs.putArray("write-role").add("role");
    return account;
  }

  private static ObjectNode organization() {
    return section(
        "The accounts of the organization, and the way into them: molly scan --organization.",
        OrganizationReader.KEYS,
        Map.of(
            "role",
            SchemaNodes.shaped(ValueFormat.ROLE_NAME, "The role to assume in each account."),
            "write-role",
            SchemaNodes.shaped(ValueFormat.ROLE_NAME, "The role for changes; else the same."),
            "external-id",
            SchemaNodes.text("If the role's trust policy asks for one."),
            "include",
            SchemaNodes.listOf(accountSelector(), "The accounts. Left out: all."),
            "exclude",
            SchemaNodes.listOf(accountSelector(), "The accounts that are left out of these.")),
        "role");
  }

  private static ObjectNode accountSelector() {
    ObjectNode tags = SchemaNodes.described("The values of tags, or globs.");
    tags.put("type", "object").put("minProperties", 1);
    tags.set("additionalProperties", SchemaNodes.scalar(ValueFormat.ANY));
    return section(
            "Accounts of which all of this holds.",
            OrganizationReader.SELECTOR_KEYS,
            Map.of(
                "id", shaped(ValueFormat.ACCOUNT, "Twelve digits."),
                "name", SchemaNodes.text("The account's name, or a glob."),
                "ou",
                    SchemaNodes.shaped(
                        ValueFormat.UNIT, "The path of a unit, with the units below it."),
                "tags", tags))
        .put("minProperties", 1);
  }

  private static ObjectNode environments() {
    ObjectNode environments =
        SchemaNodes.described("Names for accounts that belong together.").put("type", "object");
    environments.put("minProperties", 1);
    environments.putObject("propertyNames").put("pattern", ValueFormat.NAME.anchored());
    environments.set(
        "additionalProperties",
        SchemaNodes.oneOrMore(ValueFormat.TEXT, "Accounts, by name or id."));
    return environments;
  }

  private static ObjectNode regions() {
    ObjectNode regions =
        SchemaNodes.oneOrMore(ValueFormat.REGION, "Regions, or all that are enabled.");
    regions.withArray("anyOf").addObject().put("const", "all");
    return regions;
  }

  private static ObjectNode limits() {
    ObjectNode rate =
        section(
            "The rate of one API, taken as it is.",
            ConfigReader.RATE_KEYS,
            Map.of(
                "burst", SchemaNodes.number(ValueFormat.NUMBER, 1, MOST, "Calls at once."),
                "per-second", SchemaNodes.number(ValueFormat.NUMBER, 1, MOST, "Calls a second.")),
            "burst",
            "per-second");
    ObjectNode rates = SchemaNodes.described("By API, such as ec2:DescribeInstanceAttribute.");
    rates.put("type", "object").put("minProperties", 1);
    rates.putObject("propertyNames").put("pattern", ValueFormat.API.anchored());
    rates.set("additionalProperties", rate);
    List<String> answers =
        Stream.of(Enforce.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    return section(
        "How fast AWS may be called, and how many resources one run may touch.",
        ConfigReader.LIMITS_KEYS,
        Map.of(
            "enforce",
            SchemaNodes.oneOf(answers, "auto: only against AWS's own endpoints."),
            "share",
            SchemaNodes.number(
                ValueFormat.NUMBER, 1, 100, "Percent of the rate that AWS publishes."),
            "rates",
            rates,
            "resources",
            SchemaNodes.number(
                ValueFormat.COUNT, 0, MOST, "How many one run may touch; 0 means none."),
            "percent",
            SchemaNodes.number(
                ValueFormat.COUNT,
                0,
                100,
                "How many one run may touch, as a percentage of the scanned resources.")));
  }

  /// A freeze with days has times of day, one without has dates.
  private static ObjectNode freeze() {
    ObjectNode freeze =
        section(
            "A time in which nothing is changed. Only molly checks that one with dates does not end"
                + " before it begins.",
            FreezeReader.KEYS,
            Map.of(
                "why", SchemaNodes.text("What is going on."),
                "days", days(),
                "from", SchemaNodes.described("With days: a time of day; else a date."),
                "to", SchemaNodes.described("With days: a time of day; else a date."),
                "zone",
                    SchemaNodes.oneOf(
                        new TreeSet<>(ZoneId.getAvailableZoneIds()),
                        "Whose clocks and calendar: Europe/Berlin, UTC.")),
            "why",
            "from",
            "to",
            "zone");
    freeze.putObject("if").putArray("required").add("days");
    freeze.putObject("then").set("properties", between(ValueFormat.TIME));
    freeze.putObject("else").set("properties", between(ValueFormat.DATE));
    return freeze;
  }

  private static ObjectNode days() {
    ObjectNode day = SchemaNodes.oneOf(FreezeReader.DAYS, "A day on which it begins.");
    ObjectNode days = SchemaNodes.described("The days on which it begins, each week.");
    days.putArray("anyOf").add(day).add(SchemaNodes.listOf(day, "Days."));
    return days;
  }

  private static ObjectNode between(ValueFormat shape) {
    ObjectNode properties = SchemaNodes.empty();
    for (String end : List.of("from", "to")) {
      properties.set(end, SchemaNodes.shaped(shape, "As " + shape.words() + "."));
    }
    return properties;
  }

  private static ObjectNode waves() {
    ObjectNode percent = SchemaNodes.number(ValueFormat.NUMBER, 1, 100, "Percent of all changes.");
    ObjectNode percents = SchemaNodes.described("The shares, one wave each.");
    percents.putArray("anyOf").add(percent).add(SchemaNodes.listOf(percent, "Shares."));
    return section(
        "How a run of many changes goes: one first, then these shares, then the rest.",
        ConfigReader.WAVES_KEYS,
        Map.of(
            "percents", percents,
            "pause", SchemaNodes.shaped(ValueFormat.PAUSE, "Between two waves: 5s, 2m."),
            "failures",
                SchemaNodes.number(
                    ValueFormat.COUNT, 0, MOST, "How many may fail before it stops.")));
  }

  private static ObjectNode retire() {
    return section(
        "How long what is retired can be restored. Only molly checks that keep is not shorter than"
            + " least and not longer than most.",
        RetireReader.RETIRE_KEYS,
        Map.of(
            "keep",
                SchemaNodes.shaped(ValueFormat.LENGTH, "When --keep does not say otherwise: 14d."),
            "least", SchemaNodes.shaped(ValueFormat.LENGTH, "The shortest that may be chosen: 7d."),
            "most", SchemaNodes.shaped(ValueFormat.LENGTH, "The longest that may be chosen: 365d."),
            "notice",
                SchemaNodes.shaped(
                    ValueFormat.LENGTH, "How long before a purge the owner is told: 2d.")));
  }

  private static ObjectNode purge() {
    ObjectNode unattended =
        SchemaNodes.described("Whether a purge may go unconfirmed, on --unattended.");
    ArrayNode answers = unattended.putArray("enum");
    answers.add(true).add(false).add("true").add("false");
    ObjectNode purge =
        section(
            "Whether a purge may do without a confirmation. Both are needed.",
            RetireReader.PURGE_KEYS,
            Map.of(
                "unattended",
                unattended,
                "resources",
                SchemaNodes.number(
                    ValueFormat.COUNT, 0, MOST, "How many one such run may delete.")));
    ObjectNode allowed = purge.putObject("if");
    allowed.putArray("required").add("unattended");
    allowed.putObject("properties").putObject("unattended").putArray("enum").add(true).add("true");
    purge.putObject("then").putArray("required").add("resources");
    return purge;
  }

  private static ObjectNode notice() {
    ObjectNode channels = channels();
    ArrayNode some = channels.putArray("anyOf");
    NoticeReader.CHANNELS.forEach(each -> some.addObject().putArray("required").add(each));
    ObjectNode notify = SchemaNodes.described("By which channels owners are told.");
    notify.putArray("anyOf").add(channels).add(SchemaNodes.listOf(channels, "Channels."));
    return notify;
  }

  private static ObjectNode channels() {
    ObjectNode webhook =
        section(
            "A URL to which each notice is posted, signed.",
            NoticeReader.WEBHOOK_KEYS,
            Map.of(
                "url",
                    SchemaNodes.shaped(
                        ValueFormat.URL,
                        "https, or http to this machine itself. Only molly checks that it is a URL"
                            + " in every part of it."),
                "secret-env",
                    SchemaNodes.shaped(
                        ValueFormat.VARIABLE, "The variable that holds the secret.")),
            "url",
            "secret-env");
    ObjectNode sns =
        section(
            "A topic to which each notice is published.",
            NoticeReader.SNS_KEYS,
            Map.of("topic", SchemaNodes.shaped(ValueFormat.TOPIC, "The ARN of a standard topic.")),
            "topic");
    ObjectNode events =
        section(
            "An EventBridge event bus that gets each notice as an event.",
            NoticeReader.EVENTS_KEYS,
            Map.of("bus", SchemaNodes.shaped(ValueFormat.BUS, "The ARN of the bus.")),
            "bus");
    ObjectNode slack =
        section(
            "An incoming webhook of Slack.",
            NoticeReader.SLACK_KEYS,
            Map.of(
                "url-env",
                SchemaNodes.shaped(ValueFormat.VARIABLE, "The variable that holds its URL.")),
            "url-env");
    return section(
        "By which channels owners are told.",
        NoticeReader.KEYS,
        Map.of(
            "command",
            SchemaNodes.listOf(
                SchemaNodes.text("The program, then its arguments."),
                "A program that is run for each notice, without a shell."),
            "webhook",
            webhook,
            "sns",
            sns,
            "events",
            events,
            "slack",
            slack,
            "about",
            noticeTypes(),
            "owners",
            SchemaNodes.oneOrMore(
                ValueFormat.TEXT, "Whose notices it gets, by name or glob. Left out: all.")));
  }

  private static ObjectNode noticeTypes() {
    ObjectNode type =
        SchemaNodes.oneOf(
            Stream.of(NoticeType.values()).map(NoticeType::word).toList(), "A type of notice.");
    ObjectNode about = SchemaNodes.described("Which notices it gets. Left out: falls-due alone.");
    about.putArray("anyOf").add(type).add(SchemaNodes.listOf(type, "Types of notices."));
    return about;
  }

  private static ObjectNode records() {
    return section(
        "The KMS key that retirement records are signed with.",
        ConfigReader.RECORDS_KEYS,
        Map.of("key", SchemaNodes.shaped(ValueFormat.RECORD_KEY, "An alias, or an ARN.")),
        "key");
  }

  private static ObjectNode owners() {
    return section(
        "By which tags the owner of a resource is known. Left out: owner, else team.",
        ConfigReader.OWNERS_KEYS,
        Map.of(
            "tags",
            SchemaNodes.oneOrMore(
                ValueFormat.TEXT,
                "Their keys, in any letter case; the first that is there counts.")),
        "tags");
  }

  private static ObjectNode shaped(ValueFormat shape, String description) {
    return SchemaNodes.scalar(shape).put("description", description);
  }

  private static ObjectNode section(
      String description, List<String> keys, Map<String, ObjectNode> values, String... required) {
    return section(SchemaNodes.described(description), keys, values, required);
  }

  /// @param keys the keys that the reader accepts
  private static ObjectNode section(
      ObjectNode schema, List<String> keys, Map<String, ObjectNode> values, String... required) {
    ObjectNode properties = SchemaNodes.empty();
    for (String key : keys) {
      ObjectNode value = values.get(key);
      if (value == null || values.size() != keys.size()) {
        throw new IllegalStateException("the reader takes " + keys + ", not " + values.keySet());
      }
      properties.set(key, value);
    }
    return SchemaNodes.fill(schema, properties, List.of(required));
  }
}
