package dev.molly.contract;

/// One finding as every format can tell it, in the words of the reports.
record ExpectedFinding(
    String status, String rule, String kind, String account, String region, String id) {
  /// Whether the formats that list only what somebody must look at have it.
  boolean needsSomebody() {
    return status.equals("fail") || status.equals("ineffective") || status.equals("unknown");
  }

  ExpectedFinding with(String other) {
    return new ExpectedFinding(other, rule, kind, account, region, id);
  }
}
