package com.aegispay.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A record as a line of {@code copy audit_records from stdin}. */
final class CopyRow {

  private CopyRow() {}

  static byte[] of(ConsumerRecord<String, byte[]> record) {
    var line = new StringBuilder(200);
    add(line, record.topic());
    add(line, Integer.toString(record.partition()));
    add(line, Long.toString(record.offset()));
    add(line, header(record, "merchant_id"));
    add(line, record.key());
    String sequence = header(record, "sequence");
    boolean event = sequence != null && sequence.matches("[0-9]{1,18}");
    add(line, event ? sequence : null);
    add(line, event ? header(record, "id") : null);
    add(line, header(record, "type"));
    add(line, record.value() == null ? null : md5(record.value()));
    line.setCharAt(line.length() - 1, '\n');
    return line.toString().getBytes(UTF_8);
  }

  private static void add(StringBuilder line, @Nullable String value) {
    if (value == null) {
      line.append("\\N");
    } else {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        switch (c) {
          case '\\' -> line.append("\\\\");
          case '\t' -> line.append("\\t");
          case '\n' -> line.append("\\n");
          case '\r' -> line.append("\\r");
          // PostgreSQL's text has no zero.
          case 0 -> line.append('?');
          default -> line.append(c);
        }
      }
    }
    line.append('\t');
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }

  private static String md5(byte[] value) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
