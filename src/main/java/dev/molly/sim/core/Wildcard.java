package dev.molly.sim.core;

import java.util.regex.Pattern;

/// AWS patterns, in filters and in policies: `*` for any characters, `?` for one.
public final class Wildcard {

  private Wildcard() {}

  public static boolean matches(String pattern, String text) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }
}
