package dev.molly.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// A JSON Schema of the class path, and what a document does wrong by it.
public record Schemas(JsonSchema schema) {
  /// One of molly's own.
  public static Schemas inJar(String name) {
    return of(VersionFlag.V202012, text(name));
  }

  /// SARIF's own, of the older draft that it is written in.
  public static Schemas sarif() {
    return of(VersionFlag.V7, text("schema/sarif-schema-2.1.0.json"));
  }

  public List<String> errors(JsonNode document) {
    return schema.validate(document).stream().map(Object::toString).toList();
  }

  /// One of molly's own, as it was printed.
  public static Schemas of(String schema) {
    return of(VersionFlag.V202012, schema);
  }

  private static Schemas of(VersionFlag version, String schema) {
    var factory = JsonSchemaFactory.getInstance(version);
    var config = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return new Schemas(factory.getSchema(schema, config));
  }

  private static String text(String name) {
    try (InputStream in = Schemas.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
