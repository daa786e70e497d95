/// An MCP server on stdin and stdout: the tools that a language model may use. Depends on `text`
/// alone, and on the MCP SDK, which no other package uses. A tool is a molly command; the command
/// line carries it out ([ToolRunner]) and this package knows nothing of AWS.
///
/// To add a tool: a constant in [SafeTool], its case in `McpServerIT`, its line in
/// `explain/mcp.md`. No tool carries out a plan.
package dev.molly.mcp;
