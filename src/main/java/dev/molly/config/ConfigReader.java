package dev.molly.config;

import dev.molly.guard.BlastLimit;
import dev.molly.guard.RetentionWindow;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.OwnerTags;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RateLimitConfig.Enforce;
import dev.molly.model.RateLimitConfig.Rate;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.S3Address;
import dev.molly.model.Severity;
import dev.molly.plan.RolloutWaves;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Converts the YAML document of a `molly.yaml` into a [Config].
final class ConfigReader {
  static final List<String> TOP_KEYS =
      List.of(
          "version",
          "accounts",
          "organization",
          "environments",
          "regions",
          "policies",
          "fail-on",
          "limits",
          "freeze",
          "waves",
          "confirm-within",
          "retire",
          "purge",
          "notify",
          "records",
          "owners",
          "scan-store",
          "bucket-owner");
  static final List<String> ACCOUNT_KEYS =
      List.of("id", "name", "role", "write-role", "external-id");
  static final List<String> LIMITS_KEYS =
      List.of("enforce", "share", "rates", "resources", "percent");
  static final List<String> RECORDS_KEYS = List.of("key");
  static final List<String> OWNERS_KEYS = List.of("tags");
  static final List<String> WAVES_KEYS = List.of("percents", "pause", "failures");
  static final List<String> RATE_KEYS = List.of("burst", "per-second");

  private final Path folder;
  private final ValueReader values;
  private final Map<String, AccountRef.Configured> byNameOrId = new LinkedHashMap<>();

  /// @param file the config file; paths in it are relative to its folder
  ConfigReader(Path file, ProblemList problems) {
    Path parent = file.getParent();
    this.folder = parent == null ? Path.of("") : parent;
    this.values = new ValueReader(problems);
  }

  Optional<Config> read(YamlNode document) {
    Optional<YamlSection> top = values.document(document, "a config", TOP_KEYS);
    if (top.isEmpty()) {
      return Optional.empty();
    }
    YamlSection config = top.get();
    List<AccountRef.Configured> accounts =
        values.items(config, "accounts").flatMap(node -> account(node).stream()).toList();
    Map<String, List<AccountRef.Configured>> environments =
        config.get("environments").map(this::environments).orElse(Map.of());
    Optional<RegionSelection> regions = config.get("regions").flatMap(this::regions);
    List<PolicySource> policies =
        values.items(config, "policies").flatMap(node -> policy(node).stream()).toList();
    Optional<Severity> failOn =
        config.get("fail-on").flatMap(node -> PolicyReader.severity(values, node));
    Optional<YamlSection> limits = section(config, "limits", LIMITS_KEYS);
    var freezes = new FreezeReader(values);
    var retiring = new RetireReader(values);
    return Optional.of(
        new Config(
            accounts,
            section(config, "organization", OrganizationReader.KEYS)
                .flatMap(new OrganizationReader(values)::read),
            environments,
            regions,
            policies,
            failOn,
            limits.map(this::limits).orElse(RateLimitConfig.DEFAULT),
            limits.map(this::blastLimit).orElse(BlastLimit.DEFAULT),
            values.items(config, "freeze").flatMap(node -> freezes.read(node).stream()).toList(),
            section(config, "waves", WAVES_KEYS).map(this::waves).orElse(RolloutWaves.DEFAULT),
            config
                .get("confirm-within")
                .flatMap(node -> values.length(node, ValueFormat.SPAN))
                .orElse(Config.empty().confirmWithin()),
            section(config, "retire", RetireReader.RETIRE_KEYS)
                .map(retiring::window)
                .orElse(RetentionWindow.DEFAULT),
            section(config, "purge", RetireReader.PURGE_KEYS).flatMap(retiring::unattended),
            config.get("notify").map(new NoticeReader(values, folder)::read).orElse(List.of()),
            section(config, "records", RECORDS_KEYS).flatMap(this::recordKey),
            section(config, "owners", OWNERS_KEYS).flatMap(this::owners).orElse(OwnerTags.DEFAULT),
            config
                .get("scan-store")
                .flatMap(node -> values.text(node, ValueFormat.S3))
                .map(S3Address::parse),
            config
                .get("bucket-owner")
                .flatMap(node -> values.text(node, ValueFormat.ACCOUNT))
                .map(AccountId::new)));
  }

  private Optional<YamlSection> section(YamlSection config, String key, List<String> keys) {
    return config.get(key).flatMap(node -> values.section(node, "'" + key + "'", keys));
  }

  private Optional<AccountRef.Configured> account(YamlNode node) {
    Optional<YamlSection> section = values.section(node, "an account", ACCOUNT_KEYS);
    if (section.isEmpty()) {
      return Optional.empty();
    }
    YamlSection account = section.get();
    Optional<String> id = account.need("id", text -> values.text(text, ValueFormat.ACCOUNT));
    Optional<String> name =
        account.get("name").flatMap(text -> values.text(text, ValueFormat.ACCOUNT_NAME));
    Optional<String> externalId =
        account.get("external-id").flatMap(text -> values.text(text, ValueFormat.TEXT));
    if (account.has("external-id") && !account.has("role")) {
      values.wrong(account.at(), "'external-id' is of no use without a 'role' to assume");
    }
    if (account.has("write-role") && !account.has("role")) {
      values.wrong(account.at(), "'write-role' needs a 'role' to read by");
    }
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> role = account.get("role").flatMap(text -> role(text, id.get()));
    Optional<String> writeRole = account.get("write-role").flatMap(text -> role(text, id.get()));
    var configured =
        new AccountRef.Configured(
            new AccountId(id.get()), name.orElse(id.get()), role, externalId, writeRole, false);
    account.get("id").ifPresent(at -> remember(at, id.get(), configured));
    name.ifPresent(known -> account.get("name").ifPresent(at -> remember(at, known, configured)));
    return Optional.of(configured);
  }

  private void remember(YamlNode node, String nameOrId, AccountRef.Configured account) {
    if (byNameOrId.putIfAbsent(nameOrId, account) != null) {
      values.wrong(node.at(), "account '" + nameOrId + "' is already there");
    }
  }

  /// The name of a role alone refers to the `aws` partition; in China and GovCloud the full ARN
  /// is required.
  private Optional<String> role(YamlNode node, String account) {
    Optional<String> role = values.text(node, ValueFormat.ROLE);
    if (role.isEmpty() || !role.get().startsWith("arn:")) {
      return role.map(name -> "arn:aws:iam::" + account + ":role/" + name);
    }
    String owner = role.get().split(":", 6)[4];
    return owner.equals(account)
        ? role
        : values.wrong(node.at(), "this role is in account " + owner + ", not in " + account);
  }

  private Map<String, List<AccountRef.Configured>> environments(YamlNode node) {
    var environments = new LinkedHashMap<String, List<AccountRef.Configured>>();
    values
        .mapping(node, "'environments'")
        .ifPresent(
            mapping ->
                mapping
                    .fields()
                    .forEach((name, field) -> environments.put(name, members(name, field))));
    return environments;
  }

  private List<AccountRef.Configured> members(String name, YamlNode.Field field) {
    if (!ValueFormat.NAME.fits(name)) {
      String expected = "expected " + ValueFormat.NAME.words();
      values.wrong(field.at(), expected + ", not " + ProblemList.quote(name));
    }
    return values.oneOrMore(field.value(), "an environment").orElse(List.of()).stream()
        .flatMap(item -> values.word(item, "account", byNameOrId.keySet()).stream())
        .flatMap(known -> Stream.ofNullable(byNameOrId.get(known)))
        .distinct()
        .toList();
  }

  private Optional<RegionSelection> regions(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("all")) {
      return Optional.of(new RegionSelection.Enabled());
    }
    List<RegionId> regions = new ArrayList<>();
    for (YamlNode item : values.oneOrMore(node, "'regions'").orElse(List.of())) {
      values.text(item, ValueFormat.REGION).map(RegionId::new).ifPresent(regions::add);
    }
    return regions.isEmpty() ? Optional.empty() : Optional.of(new RegionSelection.Named(regions));
  }

  private Optional<PolicySource> policy(YamlNode node) {
    Optional<String> written = values.text(node, ValueFormat.TEXT);
    try {
      return written.map(text -> PolicySource.of(text, folder));
    } catch (InvalidPathException e) {
      return values.wrong(node.at(), "expected a path, not " + node.what());
    }
  }

  private Optional<RecordKey> recordKey(YamlSection records) {
    return records
        .need("key", node -> values.text(node, ValueFormat.RECORD_KEY))
        .map(RecordKey::new);
  }

  private Optional<OwnerTags> owners(YamlSection owners) {
    return owners
        .need("tags", node -> values.oneOrMore(node, "'tags'"))
        .map(nodes -> nodes.stream().flatMap(node -> tagKey(node).stream()).distinct().toList())
        .filter(keys -> !keys.isEmpty())
        .map(OwnerTags::new);
  }

  private Optional<String> tagKey(YamlNode node) {
    return values.text(node, ValueFormat.TEXT);
  }

  private RateLimitConfig limits(YamlSection limits) {
    Optional<Enforce> enforce = limits.get("enforce").flatMap(this::enforce);
    Optional<Integer> share = limits.get("share").flatMap(this::share);
    Map<String, Rate> rates = limits.get("rates").map(this::rates).orElse(Map.of());
    return new RateLimitConfig(
        enforce.orElse(RateLimitConfig.DEFAULT.enforce()),
        share.orElse(RateLimitConfig.DEFAULT.sharePercent()),
        rates);
  }

  /// The larger of the two limits applies, so a single one that is set applies alone: a default
  /// for the other would permit more than was configured, and 0 would not mean 0.
  private BlastLimit blastLimit(YamlSection limits) {
    if (!limits.has("resources") && !limits.has("percent")) {
      return BlastLimit.DEFAULT;
    }
    Optional<Integer> resources = limits.get("resources").flatMap(values::count);
    Optional<Integer> percent = limits.get("percent").flatMap(this::shareOrNone);
    return new BlastLimit(resources.orElse(0), percent.orElse(0));
  }

  private RolloutWaves waves(YamlSection waves) {
    Optional<List<Integer>> percents =
        waves
            .get("percents")
            .flatMap(node -> values.oneOrMore(node, "'percents'"))
            .map(nodes -> nodes.stream().flatMap(node -> share(node).stream()).toList());
    Optional<Duration> pause =
        waves.get("pause").flatMap(node -> values.length(node, ValueFormat.PAUSE));
    Optional<Integer> failures = waves.get("failures").flatMap(values::count);
    return new RolloutWaves(
        percents.orElse(RolloutWaves.DEFAULT.percents()),
        pause.orElse(RolloutWaves.DEFAULT.pause()),
        failures.orElse(RolloutWaves.DEFAULT.failures()));
  }

  private Optional<Enforce> enforce(YamlNode node) {
    List<String> known =
        Stream.of(Enforce.values()).map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
    return values
        .word(node, "answer", known)
        .map(word -> Enforce.valueOf(word.toUpperCase(Locale.ROOT)));
  }

  private Optional<Integer> share(YamlNode node) {
    return values.number(node).flatMap(share -> atMost100(node, share, "1"));
  }

  private Optional<Integer> shareOrNone(YamlNode node) {
    return values.count(node).flatMap(share -> atMost100(node, share, "0"));
  }

  private Optional<Integer> atMost100(YamlNode node, int share, String least) {
    return share > 100
        ? values.wrong(node.at(), "a share is " + least + " to 100 percent, not " + share)
        : Optional.of(share);
  }

  private Map<String, Rate> rates(YamlNode node) {
    var rates = new LinkedHashMap<String, Rate>();
    values
        .mapping(node, "'rates'")
        .ifPresent(
            mapping ->
                mapping
                    .fields()
                    .forEach((api, field) -> rate(api, field).ifPresent(r -> rates.put(api, r))));
    return rates;
  }

  private Optional<Rate> rate(String api, YamlNode.Field field) {
    if (!ValueFormat.API.fits(api)) {
      String expected = "expected " + ValueFormat.API.words();
      return values.wrong(field.at(), expected + ", not " + ProblemList.quote(api));
    }
    Optional<YamlSection> rate = values.section(field.value(), "a rate", RATE_KEYS);
    Optional<Integer> burst = rate.flatMap(section -> section.need("burst", values::number));
    Optional<Integer> perSecond =
        rate.flatMap(section -> section.need("per-second", values::number));
    return burst.flatMap(full -> perSecond.map(refill -> new Rate(full, refill)));
  }
}
