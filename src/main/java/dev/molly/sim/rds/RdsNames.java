package dev.molly.sim.rds;

import dev.molly.sim.core.SimRegion;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// RDS's names: which are legal, which are taken, and what they stand for.
public final class RdsNames {

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z](-?[A-Za-z0-9])*");

  private RdsNames() {}

  /// Letters, digits and single hyphens, a letter first and no hyphen last; stored in lower case.
  /// No underscore and no dot (RDS API, NewDBInstanceIdentifier).
  public static String legal(String parameter, String name, int longest) {
    if (!LEGAL.matcher(name).matches() || name.length() > longest) {
      throw RdsErrors.invalidValue(
          "The parameter %s is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens."
              .formatted(parameter));
    }
    return name.toLowerCase(Locale.ROOT);
  }

  /// By name or by ARN. While it is renamed, a database still answers to its old name.
  static SimDbInstance db(SimRegion region, String asked) {
    String name = nameIn(region, "db", asked);
    return region.dbs.values().stream()
        .filter(db -> db.identifier.equals(name))
        .findFirst()
        .orElseThrow(() -> RdsErrors.noSuchDb(asked));
  }

  static SimDbCluster cluster(SimRegion region, String asked) {
    String name = nameIn(region, "cluster", asked);
    return region.clusters.values().stream()
        .filter(cluster -> cluster.identifier.equals(name))
        .findFirst()
        .orElseThrow(() -> RdsErrors.noSuchCluster(asked));
  }

  public static void refuseTakenDb(SimRegion region, String name) {
    if (isTaken(region.dbs.values().stream(), name)) {
      throw RdsErrors.dbExists();
    }
  }

  public static void refuseTakenCluster(SimRegion region, String name) {
    if (isTaken(region.clusters.values().stream(), name)) {
      throw RdsErrors.clusterExists();
    }
  }

  /// A name that something is being renamed to, or is waiting to be, is taken too.
  private static boolean isTaken(Stream<? extends SimDatabase<?>> all, String name) {
    return all.anyMatch(
        one ->
            name.equals(one.identifier)
                || name.equals(one.renamingTo)
                || name.equals(one.pending.get(SimDatabase.RENAME)));
  }

  private static String nameIn(SimRegion region, String type, String asked) {
    String prefix = RdsErrors.arnOf(region, type, "");
    String name = asked.startsWith(prefix) ? asked.substring(prefix.length()) : asked;
    return name.toLowerCase(Locale.ROOT);
  }
}
