package dev.molly.kind;

import java.util.regex.Pattern;

/// The form of the identifiers that AWS generates for a kind: such a text names a resource of this
/// kind and of no other.
///
/// @param noun what people call it: `instance id`
/// @param prefix its beginning: `i-`
/// @param words the rest of it in words: `8 or 17 of the digits 0-9a-f`
public record GeneratedId(String noun, String prefix, Pattern form, String words) {
  /// Returns whether a text is such an identifier.
  public boolean isOne(String text) {
    return form.matcher(text).matches();
  }

  /// Returns whether a text was meant as one: it has the prefix, and letters and digits after it.
  public boolean looksLikeOne(String text) {
    return text.startsWith(prefix) && text.substring(prefix.length()).matches("[0-9a-zA-Z]*");
  }
}
