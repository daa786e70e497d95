package dev.molly.report.format;

import java.io.Writer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// XML with one element per line. All text is made visible here, which also removes the
/// characters that XML 1.0 cannot represent in any form: most controls, unpaired surrogates, and
/// the non-characters.
public final class XmlWriter {
  private final XMLStreamWriter xml;
  private int depth;
  private boolean leaf;

  public XmlWriter(Writer out) throws XMLStreamException {
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    xml.writeStartDocument("UTF-8", "1.0");
  }

  public void begin(String element) throws XMLStreamException {
    newLine();
    xml.writeStartElement(element);
    depth++;
    leaf = true;
  }

  public void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, PrintableText.of(value));
  }

  /// Writes a line of text inside an element.
  public void line(String text) throws XMLStreamException {
    newLine();
    xml.writeCharacters(PrintableText.of(text));
    leaf = false;
  }

  public void end() throws XMLStreamException {
    depth--;
    if (!leaf) {
      newLine();
    }
    xml.writeEndElement();
    leaf = false;
  }

  public void finish() throws XMLStreamException {
    newLine();
    xml.writeEndDocument();
    xml.close();
  }

  private void newLine() throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
