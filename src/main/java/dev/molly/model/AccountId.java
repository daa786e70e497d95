package dev.molly.model;

import dev.molly.text.IdentifierSyntax;
import java.util.regex.Pattern;

/// An AWS account: twelve digits.
public record AccountId(String value) implements Comparable<AccountId> {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{12}");

  public AccountId {
    IdentifierSyntax.matching(DIGITS, value, "an account id is twelve digits");
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
