package com.aegispay.local.tiny;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A service that says what it was asked, in order to see what the front door passes on. */
@SpringBootApplication
public class TinyApplication {
  @RestController
  static class Echo {
    private static final Logger LOG = LoggerFactory.getLogger(Echo.class);
    private final String service;

    Echo(@Value("${spring.application.name}") String service) {
      this.service = service;
      LOG.info("made");
    }

    @RequestMapping({"/v1/**", "/v3/**"})
    ResponseEntity<Map<String, Object>> echo(
        HttpServletRequest request, @RequestParam(defaultValue = "") String amount)
        throws IOException {
      LOG.info("asked for {}", request.getRequestURI());
      var headers = new TreeMap<String, String>();
      request
          .getHeaderNames()
          .asIterator()
          .forEachRemaining(
              name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
      var answer = new LinkedHashMap<String, Object>();
      answer.put("service", service);
      answer.put("method", request.getMethod());
      answer.put("path", request.getRequestURI());
      answer.put("amount", amount);
      answer.put("query", String.valueOf(request.getQueryString()));
      answer.put("headers", headers);
      answer.put("body_bytes", request.getInputStream().readAllBytes().length);
      return ResponseEntity.status(HttpStatus.ACCEPTED)
          .header("Request-Id", "req_tiny")
          .body(answer);
    }
  }
}
