package io.reinstate.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Holds a model to {@code model-constructs.txt}, which explains its columns. */
final class ModelConstructs {

  private static final String TEXT = "text";
  private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

  /** How the list writes what the XML names by its namespace. */
  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry("http://www.omg.org/spec/BPMN/20100524/MODEL", "bpmn:"),
          Map.entry("http://camunda.org/schema/1.0/bpmn", "camunda:"),
          Map.entry("http://www.omg.org/spec/BPMN/20100524/DI", "bpmndi:"),
          Map.entry("http://www.omg.org/spec/DD/20100524/DC", "dc:"),
          Map.entry("http://www.omg.org/spec/DD/20100524/DI", "di:"),
          Map.entry("https://www.omg.org/spec/DMN/20191111/MODEL/", "dmn:"),
          Map.entry("http://camunda.org/schema/1.0/dmn", "camunda:"),
          Map.entry("https://www.omg.org/spec/DMN/20191111/DMNDI/", "dmndi:"),
          Map.entry("http://www.omg.org/spec/DMN/20180521/DC/", "dc:"),
          Map.entry("http://www.w3.org/2001/XMLSchema-instance", "xsi:"),
          Map.entry("http://camunda.org/schema/modeler/1.0", "modeler:"),
          Map.entry("http://bpmn.io/schema/dmn/biodi/2.0", "biodi:"));

  /** By element: its attributes, and what each may hold besides words. */
  private final Map<String, Map<String, String>> allowed = new HashMap<>();

  private final AllowedExpressions expressions;

  ModelConstructs(AllowedExpressions expressions) {
    this.expressions = expressions;
    try {
      new ClassPathResource("model-constructs.txt")
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(this::allow);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read model-constructs.txt", e);
    }
  }

  private void allow(String line) {
    var columns = line.split("\\s+", 2);
    var attributes = new HashMap<String, String>();
    Arrays.stream(columns.length < 2 ? new String[0] : columns[1].split(",\\s*"))
        .map(attribute -> (attribute + "=").split("=", 2))
        .forEach(attribute -> attributes.put(attribute[0], attribute[1].replace("=", "")));
    allowed.put(columns[0], attributes);
  }

  /** Everything in it that is not listed, each with the id of the element it is in. */
  List<String> foreign(Document model) {
    var found = new ArrayList<String>();
    look(model.getDocumentElement(), "the root", found);
    return found;
  }

  private void look(Element element, String outer, List<String> found) {
    var name = name(element);
    var where = element.hasAttribute("id") ? "«" + element.getAttribute("id") + "»" : outer;
    var attributes = allowed.get(name);
    if (attributes == null) {
      found.add("element " + name + " in " + where);
      return;
    }
    attributes(element).forEach(attribute -> check(attribute, attributes, where, found));
    var text = text(element);
    if (!text.isEmpty()) {
      check(TEXT, text, name, attributes, where, found);
    }
    children(element)
        .filter(Element.class::isInstance)
        .forEach(child -> look((Element) child, where, found));
  }

  private void check(
      Attr attribute, Map<String, String> attributes, String where, List<String> found) {
    check(name(attribute), attribute.getValue(), "attribute", attributes, where, found);
  }

  private void check(
      String name,
      String value,
      String kind,
      Map<String, String> attributes,
      String where,
      List<String> found) {
    var holds = attributes.get(name);
    if (holds == null) {
      found.add(kind + " " + name + " of " + where);
    } else if (!expressions.allows(holds, value)) {
      found.add(name + " " + value + " of " + where);
    }
  }

  private static Stream<Attr> attributes(Element element) {
    var attributes = element.getAttributes();
    return IntStream.range(0, attributes.getLength())
        .mapToObj(i -> (Attr) attributes.item(i))
        .filter(attribute -> !XMLNS.equals(attribute.getNamespaceURI()));
  }

  private static Stream<Node> children(Element element) {
    var children = element.getChildNodes();
    return IntStream.range(0, children.getLength()).mapToObj(children::item);
  }

  private static String text(Element element) {
    var text = new StringBuilder();
    children(element)
        .filter(org.w3c.dom.CharacterData.class::isInstance)
        .filter(child -> child.getNodeType() != Node.COMMENT_NODE)
        .forEach(child -> text.append(child.getNodeValue()));
    return text.toString().strip();
  }

  private static String name(Node node) {
    var space = node.getNamespaceURI();
    return (space == null ? "" : PREFIXES.getOrDefault(space, space + " ")) + node.getLocalName();
  }
}
