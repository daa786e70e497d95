package dev.molly.hook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/// A shell command that an agent is about to run.
///
/// @param input the arguments of the agent's tool, with the command in it
/// @param folder the working directory
/// @param attended whether a person can be asked
record ToolCall(String command, ObjectNode input, Path folder, boolean attended) {}
