/// Every kind there is, and which one an ARN or a name means. Knows all kinds; no kind knows it.
package dev.molly.kind.registry;
