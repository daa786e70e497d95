package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// The tags in S3's documents, which are the same in all of them: a `Key` and its `Value`.
final class Xml {
  private Xml() {}

  static Map<String, String> tags(String document) {
    var tags = new TreeMap<String, String>();
    NodeList all = parse(document).getElementsByTagNameNS("*", "Tag");
    for (int i = 0; i < all.getLength(); i++) {
      var tag = (Element) all.item(i);
      tags.put(text(tag, "Key"), text(tag, "Value"));
    }
    return tags;
  }

  private static String text(Element tag, String name) {
    return tag.getElementsByTagNameNS("*", name).item(0).getTextContent();
  }

  private static Document parse(String document) {
    try {
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(document.getBytes(UTF_8)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new IllegalStateException(document, e);
    }
  }

  static String of(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(
            tag ->
                "<Tag><Key>%s</Key><Value>%s</Value></Tag>"
                    .formatted(escaped(tag.getKey()), escaped(tag.getValue())))
        .collect(Collectors.joining());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
