package dev.molly;

/// The command line's entry.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    var interrupted = new Thread(Main::sayInterrupted);
    Runtime.getRuntime().addShutdownHook(interrupted);
    int code = App.ofProcess().execute(arguments);
    if (ended(interrupted)) {
      System.exit(code);
    }
  }

  /// Java ends the process by itself on Ctrl-C, with exit code 130, and would say nothing.
  private static void sayInterrupted() {
    System.err.println("molly: interrupted before it was done; what it had found is not reported.");
  }

  /// Whether the command came to its end before anybody interrupted it.
  private static boolean ended(Thread interrupted) {
    try {
      return Runtime.getRuntime().removeShutdownHook(interrupted);
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }
}
