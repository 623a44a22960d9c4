package com.aegispay.starter.http;

import com.aegispay.starter.problem.Problem;
import com.aegispay.starter.problem.ProblemCode;
import com.aegispay.starter.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies of more than 64 KiB, announced or streamed, before they are read into memory. */
public final class BodyLimitFilter extends OncePerRequestFilter {

  static final int MAX_BYTES = 64 * 1024;

  private final ProblemWriter problems;

  public BodyLimitFilter(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > MAX_BYTES) {
      problems.write(tooLarge().problem(), request, response);
      return;
    }
    chain.doFilter(request.getContentLengthLong() >= 0 ? request : new Limited(request), response);
  }

  static ProblemException tooLarge() {
    return Problem.of(ProblemCode.BODY_TOO_LARGE, "A request body may have at most 65,536 bytes.")
        .asException();
  }

  /** A request of unannounced length, whose body ends in a problem when it goes on too long. */
  private static final class Limited extends HttpServletRequestWrapper {

    Limited(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new LimitedStream(super.getInputStream());
    }
  }

  private static final class LimitedStream extends ServletInputStream {

    private final ServletInputStream body;
    private long left = MAX_BYTES;

    LimitedStream(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      int read = body.read();
      spend(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = body.read(into, offset, length);
      spend(Math.max(0, read));
      return read;
    }

    private void spend(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw tooLarge();
      }
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
