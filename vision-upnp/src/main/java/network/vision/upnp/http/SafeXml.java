package network.vision.upnp.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * A reader of XML that somebody on the network wrote: a document type declaration, and with it
 * every entity and every reference to another document, is refused; the JDK's own parser is used
 * whatever the class path holds.
 */
public final class SafeXml {

  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  private SafeXml() {}

  /**
   * Reads {@code document} into {@code handler}.
   *
   * @throws IOException if it is not well-formed, or has a document type declaration
   */
  public static void parse(byte[] document, DefaultHandler handler) throws IOException {
    try {
      SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCTYPE, true);
      factory.newSAXParser().parse(new ByteArrayInputStream(document), handler);
    } catch (SAXException e) {
      throw new IOException("the router's XML is not usable: " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new AssertionError("the JDK's parser has these features", e);
    }
  }
}
