package dev.molly;

/// The command line's entry.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(App.ofProcess().execute(arguments));
  }
}
