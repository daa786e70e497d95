package dev.molly.sim.rds;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// RDS names: which are legal, which are taken, and which resources they refer to.
final class RdsNames {

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z](-?[A-Za-z0-9])*");

  private RdsNames() {}

  /// Returns a legal name in lower case, as RDS stores it. Legal are letters, digits and single
  /// hyphens, with a letter first and no hyphen last, and no underscore or dot (RDS API,
  /// NewDBInstanceIdentifier).
  static String legal(String parameter, String name, int longest) {
    if (!LEGAL.matcher(name).matches() || name.length() > longest) {
      throw RdsErrors.invalidValue(
          "The parameter %s is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens."
              .formatted(parameter));
    }
    return name.toLowerCase(Locale.ROOT);
  }

  /// Returns a DB instance by its name or its ARN. During a rename, the old name still works.
  static SimDbInstance db(RdsState region, String asked) {
    String name = nameIn(region, "db", asked);
    return region.dbs.values().stream()
        .filter(db -> db.identifier.equals(name))
        .findFirst()
        .orElseThrow(() -> RdsErrors.noSuchDb(asked));
  }

  static SimDbCluster cluster(RdsState region, String asked) {
    String name = nameIn(region, "cluster", asked);
    return region.clusters.values().stream()
        .filter(cluster -> cluster.identifier.equals(name))
        .findFirst()
        .orElseThrow(() -> RdsErrors.noSuchCluster(asked));
  }

  static void refuseTakenDb(RdsState region, String name) {
    if (isTaken(region.dbs.values().stream(), name)) {
      throw RdsErrors.dbExists();
    }
  }

  static void refuseTakenCluster(RdsState region, String name) {
    if (isTaken(region.clusters.values().stream(), name)) {
      throw RdsErrors.clusterExists();
    }
  }

  /// A name is also taken if it is the new name in a running or pending rename.
  private static boolean isTaken(Stream<? extends SimDatabase<?>> all, String name) {
    return all.anyMatch(
        one ->
            name.equals(one.identifier)
                || name.equals(one.renamingTo)
                || name.equals(one.pending.get(SimDatabase.RENAME)));
  }

  private static String nameIn(RdsState region, String type, String asked) {
    String prefix = region.arn(type, "");
    String name = asked.startsWith(prefix) ? asked.substring(prefix.length()) : asked;
    return name.toLowerCase(Locale.ROOT);
  }
}
