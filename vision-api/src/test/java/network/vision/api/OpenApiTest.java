package network.vision.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document says what the server does, no more and no less. */
class OpenApiTest {

  private TestServer server;
  private JsonNode document;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer();
    document = server.get("/openapi.json").json();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void itListsExactlyTheRoutesThereAre() {
    List<String> documented = new ArrayList<>();
    for (var path : document.get("paths").properties()) {
      for (String method : path.getValue().propertyNames()) {
        documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    FakeNode node = new FakeNode(0);
    Endpoints endpoints = new Endpoints(ApiConfig.at(TestServer.ANYWHERE), node, node, node);
    List<String> routes =
        endpoints.routes().stream().map(route -> route.method() + " " + route.template()).toList();

    assertThat(documented).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void everyAnswerHasExactlyTheFieldsOfItsSchema() throws Exception {
    int checked = 0;
    for (var path : document.get("paths").properties()) {
      JsonNode schema = answerSchema(path.getValue());
      if (!schema.isMissingNode() && !path.getKey().equals("/openapi.json")) {
        String uri =
            path.getKey()
                .replace("{node_id}", server.node.rows.getFirst().nodeId().text())
                .replace("{dial}", "1");
        check(path.getKey(), schema, server.get(uri).json());
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(13);
  }

  @Test
  void everyCommandAsksForTheToken() {
    for (var path : document.get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        assertThat(operation.getValue().has("security"))
            .as(operation.getKey() + " " + path.getKey())
            .isEqualTo(!operation.getKey().equals("get"));
      }
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    document
        .findValues("$ref")
        .forEach(reference ->
            assertThat(document.at(reference.stringValue().substring(1)).isMissingNode())
                .as(reference.stringValue())
                .isFalse());
  }

  private static JsonNode answerSchema(JsonNode path) {
    return path.at("/get/responses/200/content/application~1json/schema");
  }

  private void check(String where, JsonNode schema, JsonNode value) {
    JsonNode resolved = resolve(schema);
    if (resolved.has("oneOf")) {
      if (!value.isNull()) {
        check(where, resolved.get("oneOf").get(0), value);
      }
      return;
    }
    if (resolved.has("enum")) {
      assertThat(resolved.get("enum")).as(where).contains(value);
    }
    assertThat(typeNames(resolved)).as(where).contains(typeName(value));
    if (value.isObject()) {
      assertThat(value.propertyNames())
          .as(where)
          .containsExactlyInAnyOrderElementsOf(resolved.get("properties").propertyNames());
      value
          .properties()
          .forEach(field ->
              check(
                  where + "." + field.getKey(),
                  resolved.get("properties").get(field.getKey()),
                  field.getValue()));
    } else if (value.isArray()) {
      value.forEach(item -> check(where + "[]", resolved.get("items"), item));
    }
  }

  private JsonNode resolve(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.get("$ref").stringValue().substring(1)) : schema;
  }

  private static List<String> typeNames(JsonNode schema) {
    JsonNode type = schema.get("type");
    List<String> names = new ArrayList<>();
    (type.isArray() ? type : List.of(type)).forEach(name -> names.add(name.stringValue()));
    if (names.contains("number")) {
      names.add("integer");
    }
    return names;
  }

  private static String typeName(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case BINARY, MISSING, POJO -> "none";
    };
  }
}
