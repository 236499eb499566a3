package io.reinstate.web.limit;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

/** A request whose body ends with an error when it is too large, or takes too long. */
final class BoundedBody extends HttpServletRequestWrapper {

  private final Clock clock;
  private final long most;
  private final Instant until;
  private Bounded body;

  /**
   * @param most bytes
   * @param until the body has to be here
   */
  BoundedBody(HttpServletRequest request, Clock clock, long most, Instant until) {
    super(request);
    this.clock = clock;
    this.most = most;
    this.until = until;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (body == null) {
      body = new Bounded(super.getInputStream());
    }
    return body;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    var encoding = getCharacterEncoding();
    var charset = encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }

  /**
   * Takes what has arrived and nobody read, up to the largest body: a connection that is closed on
   * it would lose the answer.
   */
  void skipWhatIsHere() throws IOException {
    var rest = super.getInputStream();
    var left = most;
    while (left > 0 && rest.available() > 0) {
      var skipped = rest.skip(Math.min(left, rest.available()));
      if (skipped <= 0) {
        return;
      }
      left -= skipped;
    }
  }

  private final class Bounded extends ServletInputStream {

    private final ServletInputStream stream;
    private long read;

    Bounded(ServletInputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read() throws IOException {
      var one = stream.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      var some = stream.read(bytes, offset, length);
      count(Math.max(some, 0));
      return some;
    }

    private void count(int more) throws IOException {
      read += more;
      if (read > most) {
        throw UnacceptableBody.tooLarge(most);
      }
      if (clock.instant().isAfter(until)) {
        throw UnacceptableBody.tooSlow();
      }
    }

    @Override
    public int available() throws IOException {
      return stream.available();
    }

    @Override
    public boolean isFinished() {
      return stream.isFinished();
    }

    @Override
    public boolean isReady() {
      return stream.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      stream.setReadListener(listener);
    }
  }
}
