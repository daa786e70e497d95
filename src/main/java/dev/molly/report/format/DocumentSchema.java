package dev.molly.report.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The JSON Schemas of molly's output for programs.
public enum DocumentSchema {
  REPORT("report", "scan-report-1", "molly scan --format json"),
  REPORT_LINE("report-line", "scan-line-1", "a line of molly scan --format ndjson"),
  OCSF("ocsf", "ocsf-compliance-finding-1", "a line of molly scan --format ocsf"),
  ESTIMATE("estimate", "estimate-1", "molly scan --estimate --format json"),
  ACCOUNTS("accounts", "accounts-1", "molly scan --list-accounts --format json"),
  TREND("trend", "trend-1", "molly trend --format json"),
  GATE("gate", "gate-1", "molly gate --format json"),
  GUARDRAILS("guardrails", "guardrails-1", "molly guardrails check --format json"),
  HOOK("hook", "hook-1", "molly hook --agent generic"),
  PLAN("plan", "plan-1", "a plan of --out, which molly apply reads"),
  CHANGE("change", "change-1", "--format json of the commands that change something"),
  RUN("run", "run-1", "how a run went: the result of a change"),
  STATUS("status", "status-2", "molly status --format json"),
  SWEEP("sweep", "sweep-2", "molly sweep --format json"),
  LEASES("leases", "leases-1", "molly lease --list --format json"),
  NOTICE("notice", "notice-1", "what an owner's channel is given"),
  DIGEST("digest", "digest-1", "what an owner's channel is given of a scan"),
  JOURNAL("journal", "journal-line-1", "a line of molly journal show --format ndjson");

  private final String word;
  private final String file;
  private final String summary;

  DocumentSchema(String word, String file, String summary) {
    this.word = word;
    this.file = file;
    this.summary = summary;
  }

  /// Returns the schema's name on the command line.
  public String word() {
    return word;
  }

  /// Returns a short description of the document that the schema describes.
  public String summary() {
    return summary;
  }

  /// Returns the schema as indented JSON, ending in a newline.
  public String json() {
    String path = "/schema/" + file + ".schema.json";
    try (InputStream in = DocumentSchema.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no " + path + " on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + path, e);
    }
  }
}
