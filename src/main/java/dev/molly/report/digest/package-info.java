/// What owners are told of a scan, as text and as JSON.
package dev.molly.report.digest;
