package dev.molly.text;

/// A pattern in which `*` stands for any text and `?` for any one character, as in IAM policies.
/// The comparison is case-sensitive, as it is for tags.
public record Glob(String pattern) {

  /// Returns whether the whole of `text` matches. Takes time proportional to the product of the
  /// two lengths, for every pattern.
  public boolean matches(String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
