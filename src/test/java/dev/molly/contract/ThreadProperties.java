package dev.molly.contract;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// System properties that hold in one thread and in those that it starts, before the ones of the
/// JVM. The SDK asks the system properties for its endpoint and its keys: so each test has its own,
/// and may run beside any other.
final class ThreadProperties {
  private static final ThreadLocal<Map<String, String>> OWN =
      new InheritableThreadLocal<>() {
        @Override
        protected Map<String, String> initialValue() {
          return Map.of();
        }
      };

  static {
    var both = new Both();
    both.putAll(System.getProperties());
    System.setProperties(both);
  }

  private ThreadProperties() {}

  /// In place of those that were set before.
  static void set(Map<String, String> properties) {
    OWN.set(Map.copyOf(properties));
  }

  static void clear() {
    OWN.remove();
  }

  private static final class Both extends Properties {
    @Override
    public @Nullable String getProperty(String name) {
      String own = OWN.get().get(name);
      return own == null ? super.getProperty(name) : own;
    }
  }
}
