package network.vision.upnp.http;

import java.io.IOException;
import java.net.HttpURLConnection;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** The answer to an exchange: a status and a whole body, not yet judged. */
final class Answer {

  final int status;
  final byte[] body;

  Answer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  /**
   * Checks that this is an answer to an action as weupnp can read it.
   *
   * @throws IOException unless the body is plain XML and, with the status of an error, says which
   */
  void checkSoap() throws IOException {
    if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_INTERNAL_ERROR) {
      throw new IOException("HTTP status " + status);
    }
    ErrorCode code = new ErrorCode();
    SafeXml.parse(body, code);
    if (status == HttpURLConnection.HTTP_INTERNAL_ERROR && !code.isGiven) {
      throw new IOException("HTTP status " + status + " without an error code");
    }
  }

  /** Looks for an error code that is not empty. */
  private static final class ErrorCode extends DefaultHandler {
    private boolean isInside;
    private boolean isGiven;

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
      isInside = localName.equals("errorCode");
    }

    @Override
    public void characters(char[] chars, int start, int length) {
      isGiven |= isInside && length > 0;
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
      isInside = false;
    }
  }
}
