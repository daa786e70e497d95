/// The digests of a scan that its owners get, as text and as JSON.
package dev.molly.report.digest;
