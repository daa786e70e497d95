/// Output formats: pages of text, HTML templates, XML, JSON, and files that are replaced
/// atomically. They do not depend on the content.
package dev.molly.report.format;
