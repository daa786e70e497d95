package dev.molly.config;

/// What a notice is about.
public enum NoticeType {
  /// A retired resource will soon be due for purge.
  FALLS_DUE("falls-due"),
  /// What a scan found.
  SCAN("scan");

  private final String word;

  NoticeType(String word) {
    this.word = word;
  }

  /// Returns the word for the config and for programs.
  public String word() {
    return word;
  }
}
